import { z } from 'zod';
import { imageIdSchema } from '../../contract/ids.ts';
import { firstImages } from '../../domain/firstImages.ts';
import { procedure, router } from '../trpc.ts';

export const containersSection = router({
  list: procedure
    .input(z.object({ refresh: z.boolean() }))
    .query(({ ctx, input }) => ctx.services.containers.list(input)),
  /** A screenful, which is there long before ten thousand images are. */
  first: procedure
    .input(z.object({ most: z.number().int().min(1).max(500) }))
    .query(async ({ ctx: { services }, input }) =>
      firstImages(await services.containers.list({ refresh: false }), input.most, services.settings.read().pinned),
    ),
  detail: procedure
    .input(z.object({ id: imageIdSchema }))
    .query(({ ctx, input }) => ctx.services.containers.detail(input.id)),
  page: procedure
    .input(z.object({ id: imageIdSchema }))
    .query(({ ctx, input }) => ctx.services.containers.page(input.id)),
});
