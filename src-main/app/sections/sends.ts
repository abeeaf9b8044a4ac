import { sendSchema } from '../../contract/transfer.ts';
import { procedure, router } from '../trpc.ts';

export const sendsSection = router({
  preview: procedure.input(sendSchema).query(({ ctx, input }) => ctx.services.sends.preview(input)),
  send: procedure.input(sendSchema).mutation(({ ctx, input }) => ctx.services.sends.send(input)),
});
