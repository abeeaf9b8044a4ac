import { updateSettingsSchema } from '../../contract/settings.ts';
import { procedure, router } from '../trpc.ts';

export const settingsSection = router({
  read: procedure.query(({ ctx }) => ctx.services.settings.read()),
  update: procedure.input(updateSettingsSchema).mutation(({ ctx, input }) => ctx.services.settings.update(input)),
});
