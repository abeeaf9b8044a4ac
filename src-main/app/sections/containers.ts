import { z } from 'zod';
import { imageIdSchema } from '../../contract/ids.ts';
import { procedure, router } from '../trpc.ts';

export const containersSection = router({
  list: procedure
    .input(z.object({ refresh: z.boolean() }))
    .query(({ ctx, input }) => ctx.services.containers.list(input)),
  detail: procedure
    .input(z.object({ id: imageIdSchema }))
    .query(({ ctx, input }) => ctx.services.containers.detail(input.id)),
});
