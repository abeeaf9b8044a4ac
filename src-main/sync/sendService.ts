import { AppError } from '../contract/errors.ts';
import type { SendsService } from '../contract/services.ts';
import type { Settings } from '../contract/settings.ts';
import type { Send } from '../contract/transfer.ts';
import { globusFolder } from '../domain/imagePath.ts';
import type { PlannedWant } from '../domain/syncPlan.ts';
import type { ImageSource } from '../ports/imageSource.ts';
import type { AskedCopies } from './askedCopies.ts';
import type { Planner } from './planner.ts';
import { needConfirmation, previewOf } from './sendPreview.ts';

/** One-off sends: the same plan and the same path as subscriptions, started by a person. */
export function createSendService(deps: {
  readonly images: ImageSource;
  readonly settings: { read(): Settings };
  readonly planner: Planner;
  readonly asked: AskedCopies;
}): SendsService {
  const plan = ({ imageIds, endpointIds, folder, namingProfile }: Send): readonly PlannedWant[] => {
    const wanted = [...new Set(imageIds)].map((id) => {
      const image = deps.images.image(id);
      if (image === null) throw new AppError('image.notFound', { facts: { image: id } });
      return image;
    });
    const chosen = folder === null || folder === undefined ? null : globusFolder(folder);
    const destinations = [...new Set(endpointIds)].map((endpointId) => ({
      endpointId,
      folder: chosen,
      namingProfile: namingProfile ?? null,
    }));
    return deps.planner.planAsked(wanted, destinations);
  };

  const limits = () => deps.settings.read().transfers;

  return {
    async preview(request) {
      return previewOf(plan(request), limits());
    },
    async send(request) {
      const wanted = plan(request);
      needConfirmation(wanted, { ...limits(), confirmed: request.confirmed });
      const { activities, planned } = await deps.asked.start(wanted, { kind: 'you' });
      return { activities, outcome: previewOf(planned, limits()) };
    },
  };
}
