import { folderSchema, saveBundleSchema } from '../../contract/support.ts';
import { procedure, router } from '../trpc.ts';

export const supportSection = router({
  facts: procedure.query(({ ctx }) => ctx.services.support.facts()),
  bundle: procedure.mutation(({ ctx }) => ctx.services.support.bundle()),
  saveBundle: procedure
    .input(saveBundleSchema)
    .mutation(({ ctx, input }) => ctx.services.support.saveBundle(input.text)),
  openFolder: procedure.input(folderSchema).mutation(({ ctx, input }) => ctx.services.support.openFolder(input.folder)),
});
