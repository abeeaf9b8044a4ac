import { z } from 'zod';
import { providerSchema, startSignInSchema } from '../../contract/signIn.ts';
import { procedure, router } from '../trpc.ts';

const ofProvider = z.object({ provider: providerSchema });

export const signInSection = router({
  state: procedure.input(ofProvider).query(({ ctx, input }) => ctx.services.signIn.state(input.provider)),
  start: procedure.input(startSignInSchema).mutation(({ ctx, input }) => ctx.services.signIn.start(input)),
  submitCode: procedure
    .input(ofProvider.extend({ pasted: z.string().min(1).max(8192) }))
    .mutation(({ ctx, input }) => ctx.services.signIn.submitCode(input.provider, input.pasted)),
  cancel: procedure.input(ofProvider).mutation(({ ctx, input }) => ctx.services.signIn.cancel(input.provider)),
  signOut: procedure.input(ofProvider).mutation(({ ctx, input }) => ctx.services.signIn.signOut(input.provider)),
});
