import { AppError } from '../contract/errors.ts';
import { endpointIdSchema } from '../contract/ids.ts';
import type { LabInfo } from '../contract/lab.ts';
import type { LabService, RegistriesService } from '../contract/services.ts';
import type { startLab } from '../lab/startLab.ts';
import type { Logger } from '../ports/logger.ts';

export type RunningLab = Awaited<ReturnType<typeof startLab>>;

/** The lab is loaded only when it is used. */
export async function startEmbeddedLab(options: {
  readonly dataFolder: string;
  readonly logger: Logger;
}): Promise<RunningLab> {
  const { startLab } = await import('../lab/startLab.ts');
  return startLab({ dataDir: options.dataFolder, log: (line) => options.logger.debug('lab', { line }) });
}

/** Connects the lab's registry once, with its folder and its place on Globus. */
export async function connectLabRegistry(registries: RegistriesService, info: LabInfo): Promise<void> {
  const known = (await registries.list()).find(({ imagesDir }) => imagesDir === info.registry.imagesDir);
  const endpoint = info.endpoints.find(({ root }) => info.registry.imagesDir.startsWith(root));
  const place = {
    imagesDir: info.registry.imagesDir,
    ...(endpoint ? { harbour: { endpointId: endpointIdSchema.parse(endpoint.id), basePath: endpoint.basePath } } : {}),
  };
  if (known) await registries.update({ id: known.id, url: info.registry.url, ...place });
  else await registries.add({ url: info.registry.url, name: 'Practice registry', ...place });
}

/** What the lab's registry does not take is the asker's mistake, not a defect. */
async function refusedPush(error: unknown, name: string): Promise<unknown> {
  const { FrozenTagError } = await import('../lab/push.ts');
  const isRefused = error instanceof FrozenTagError || error instanceof RangeError;
  return isRefused ? new AppError('input.invalid', { cause: error, facts: { name, reason: error.message } }) : error;
}

export function createLabService(deps: {
  readonly running: () => RunningLab | null;
  readonly practise: () => Promise<void>;
  readonly leave: () => Promise<void>;
}): LabService {
  const lab = () => {
    const running = deps.running();
    if (running === null) throw new AppError('lab.notRunning');
    return running;
  };
  return {
    info: () => deps.running()?.info ?? null,
    start: async () => {
      if (deps.running() === null) await deps.practise();
      return lab().info;
    },
    leave: async () => {
      if (deps.running() !== null) await deps.leave();
    },
    push: async (request) => {
      try {
        return await lab().push(request);
      } catch (error) {
        throw await refusedPush(error, request.name);
      }
    },
    faults: async () => lab().world.faults.list(),
    switchFault: async (request) => {
      lab().world.faults.switch(request);
      return lab().world.faults.list();
    },
    reset: async () => lab().reset(),
  };
}
