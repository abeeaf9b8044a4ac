import { z } from 'zod';
import { imageIdSchema } from '../../contract/ids.ts';
import { activityFilterSchema, activityIdSchema } from '../../contract/transfer.ts';
import { procedure, router } from '../trpc.ts';

export const activitySection = router({
  list: procedure.input(activityFilterSchema).query(({ ctx, input }) => ctx.services.activity.list(input)),
  events: procedure.input(activityIdSchema).query(({ ctx, input }) => ctx.services.activity.events(input.id)),
  cancel: procedure.input(activityIdSchema).mutation(({ ctx, input }) => ctx.services.activity.cancel(input.id)),
  dismiss: procedure.input(activityIdSchema).mutation(({ ctx, input }) => ctx.services.activity.dismiss(input.id)),
  retry: procedure.input(activityIdSchema).mutation(({ ctx, input }) => ctx.services.activity.retry(input.id)),
  placements: procedure
    .input(z.object({ imageIds: z.array(imageIdSchema).max(10_000).nullable() }))
    .query(({ ctx, input }) => ctx.services.activity.placements(input.imageIds)),
});
