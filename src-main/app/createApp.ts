import path from 'node:path';
import type { AppServices } from '../contract/services.ts';
import type { Platform } from '../ports/platform.ts';
import { managedFrom } from '../settings/managedSettings.ts';
import { ledgerSchema } from '../sync/ledgerSchema.ts';
import { type Composition, compose } from './compose.ts';
import { createEventBus } from './eventBus.ts';
import { globusServicesFrom, globusServicesOfLab } from './globusServices.ts';
import { connectLabRegistry, createLabService, type RunningLab, startEmbeddedLab } from './labService.ts';

export interface App {
  readonly services: AppServices;
  stop(): Promise<void>;
}

const profileKey = 'profile';

/**
 * The one composition root. The user's own state is opened first and held to the end: its lock makes the app single.
 * Practice has a state, a vault and Globus addresses of its own, so that nothing of it mixes with the real thing.
 */
export async function createApp(options: {
  readonly platform: Platform;
  readonly dataFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Practise in this run, whatever was chosen before. */
  readonly lab: boolean;
  readonly redirectPort: number;
}): Promise<App> {
  const { platform, dataFolder, redirectPort } = options;
  const bus = createEventBus();
  const home = await platform.openState(dataFolder, ledgerSchema).catch(async (error: unknown) => {
    await platform.close();
    throw error;
  });
  const close = async () => {
    home.database.close();
    await platform.close();
  };
  const managed = managedFrom(await platform.machine.readManaged(), platform.clock.nowIso());
  for (const { facts } of managed.problems) platform.logger.warn('settings of an administrator not used', facts);
  let lab: RunningLab | null = null;
  let current: Composition;

  const composeOwn = async () => {
    const vault = await platform.openVault(dataFolder, 'own');
    const globus = globusServicesFrom(options.environment);
    const { notices } = home;
    const { publish } = bus;
    const common = { platform, managed, globus, publish, redirectPort };
    return compose({ ...common, state: home, shared: null, vault, isPractice: false, notices });
  };

  const openPractice = async () => {
    const folder = path.join(dataFolder, 'practice');
    const state = await platform.openState(folder, ledgerSchema);
    try {
      const running = await startEmbeddedLab({ dataFolder: path.join(dataFolder, 'lab'), logger: platform.logger });
      return { folder, state, running };
    } catch (error) {
      state.database.close();
      throw error;
    }
  };

  const composePractice = async (): Promise<Composition> => {
    const { folder, state, running } = await openPractice();
    let composed: Composition | null = null;
    lab = running;
    const stop = async () => {
      await composed?.stop();
      state.database.close();
      await running.stop();
      lab = null;
    };
    try {
      const vault = await platform.openVault(folder, 'practice');
      const globus = globusServicesOfLab(running.info);
      const notices = [...home.notices, ...state.notices];
      const { publish } = bus;
      const common = { platform, managed, globus, publish, redirectPort };
      composed = await compose({ ...common, state, shared: home.settings, vault, isPractice: true, notices });
      const { services } = composed;
      await connectLabRegistry(services.registries, running.info);
      // Who asks for the lab on the command line has made the wizard's first choice already.
      if (options.lab) services.settings.update({ setupDone: true });
      return { services, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  };

  const wantsPractice = () => options.lab || home.settings.read(profileKey) === 'practice';
  try {
    current = await (wantsPractice() ? composePractice() : composeOwn());
  } catch (error) {
    await close();
    throw error;
  }

  const switchTo = async (profile: 'own' | 'practice') => {
    home.settings.write(profileKey, profile);
    await current.stop();
    current = await (profile === 'practice' ? composePractice() : composeOwn());
    bus.publish({ kind: 'status.changed', status: current.services.status() });
    for (const kind of [
      'registries.changed',
      'endpoints.changed',
      'subscriptions.changed',
      'settings.changed',
    ] as const) {
      bus.publish({ kind });
    }
  };

  return {
    services: {
      status: () => current.services.status(),
      chart: () => current.services.chart(),
      events: bus.events,
      lab: createLabService({ running: () => lab, practise: () => switchTo('practice'), leave: () => switchTo('own') }),
      get signIn() {
        return current.services.signIn;
      },
      get registries() {
        return current.services.registries;
      },
      get containers() {
        return current.services.containers;
      },
      get endpoints() {
        return current.services.endpoints;
      },
      get sends() {
        return current.services.sends;
      },
      get activity() {
        return current.services.activity;
      },
      get subscriptions() {
        return current.services.subscriptions;
      },
      get settings() {
        return current.services.settings;
      },
      get network() {
        return current.services.network;
      },
      get support() {
        return current.services.support;
      },
      get updates() {
        return current.services.updates;
      },
    },
    stop: async () => {
      await current.stop();
      await close();
    },
  };
}
