import { procedure, router } from '../trpc.ts';

export const updatesSection = router({
  look: procedure.mutation(({ ctx }) => ctx.services.updates.look()),
});
