import { z } from 'zod';
import { updateEndpointSchema } from '../../contract/endpoint.ts';
import { endpointIdSchema, imageIdSchema } from '../../contract/ids.ts';
import { procedure, router } from '../trpc.ts';

export const endpointsSection = router({
  list: procedure
    .input(z.object({ refresh: z.boolean() }))
    .query(({ ctx, input }) => ctx.services.endpoints.list(input)),
  update: procedure.input(updateEndpointSchema).mutation(({ ctx, input }) => ctx.services.endpoints.update(input)),
  add: procedure
    .input(z.object({ id: endpointIdSchema }))
    .mutation(({ ctx, input }) => ctx.services.endpoints.add(input.id)),
  search: procedure
    .input(z.object({ text: z.string().trim().min(2).max(256) }))
    .query(({ ctx, input }) => ctx.services.endpoints.search(input.text)),
  preflight: procedure
    .input(z.object({ id: endpointIdSchema, imageIds: z.array(imageIdSchema).max(10_000) }))
    .query(({ ctx, input }) => ctx.services.endpoints.preflight(input.id, input.imageIds)),
});
