import { z } from 'zod';
import { isSettingKey, type SettingKey } from '../../contract/settingKeys.ts';
import { updateSettingsSchema } from '../../contract/settings.ts';
import { procedure, router } from '../trpc.ts';

const keys = z.array(z.custom<SettingKey>((text) => typeof text === 'string' && isSettingKey(text))).max(100);

export const settingsSection = router({
  read: procedure.query(({ ctx }) => ctx.services.settings.read()),
  update: procedure.input(updateSettingsSchema).mutation(({ ctx, input }) => ctx.services.settings.update(input)),
  reset: procedure
    .input(z.object({ keys: keys.nullable() }))
    .mutation(({ ctx, input }) => ctx.services.settings.reset(input.keys)),
  managed: procedure.query(({ ctx }) => ctx.services.settings.managed()),
});
