import { proxyPasswordSchema, trustServerSchema } from '../../contract/network.ts';
import { procedure, router } from '../trpc.ts';

export const networkSection = router({
  state: procedure.query(({ ctx }) => ctx.services.network.state()),
  test: procedure.mutation(({ ctx }) => ctx.services.network.test()),
  setProxyPassword: procedure
    .input(proxyPasswordSchema)
    .mutation(({ ctx, input }) => ctx.services.network.setProxyPassword(input.password)),
  trust: procedure.input(trustServerSchema).mutation(({ ctx, input }) => ctx.services.network.trust(input)),
});
