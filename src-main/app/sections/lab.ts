import { labFaultSwitchSchema, labPushSchema } from '../../contract/lab.ts';
import { procedure, router } from '../trpc.ts';

export const labSection = router({
  start: procedure.mutation(async ({ ctx }) => {
    await ctx.services.lab.start();
  }),
  leave: procedure.mutation(({ ctx }) => ctx.services.lab.leave()),
  push: procedure.input(labPushSchema).mutation(({ ctx, input }) => ctx.services.lab.push(input)),
  faults: procedure.query(({ ctx }) => ctx.services.lab.faults()),
  switchFault: procedure.input(labFaultSwitchSchema).mutation(({ ctx, input }) => ctx.services.lab.switchFault(input)),
  reset: procedure.mutation(({ ctx }) => ctx.services.lab.reset()),
});
