import { z } from 'zod';
import { registryIdSchema } from '../../contract/ids.ts';
import { addRegistrySchema, updateRegistrySchema } from '../../contract/registry.ts';
import { procedure, router } from '../trpc.ts';

export const registriesSection = router({
  list: procedure.query(({ ctx }) => ctx.services.registries.list()),
  probe: procedure
    .input(addRegistrySchema.pick({ url: true }))
    .mutation(({ ctx, input }) => ctx.services.registries.probe(input.url)),
  add: procedure.input(addRegistrySchema).mutation(({ ctx, input }) => ctx.services.registries.add(input)),
  update: procedure.input(updateRegistrySchema).mutation(({ ctx, input }) => ctx.services.registries.update(input)),
  remove: procedure
    .input(z.object({ id: registryIdSchema }))
    .mutation(({ ctx, input }) => ctx.services.registries.remove(input.id)),
});
