import type { Settings, UpdateSettings } from '../../../src-main/contract/settings.ts';
import { useCall } from '../../lib/useCall.ts';
import { useRead, useStores } from '../../stores/StoresContext.tsx';

/** The settings, and how to change some of them; a refused change is told and the old values stay. */
export function useSettings() {
  const { api, reads } = useStores();
  const settings: Settings | null = useRead('settings').value;
  const { problem, run } = useCall();
  const change = (changes: UpdateSettings) =>
    run(async () => reads.settings.put(await api.settings.update.mutate(changes)));
  return { settings, change, problem };
}
