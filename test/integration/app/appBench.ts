import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type App, createApp } from '../../../src-main/app/createApp.ts';
import { type EndpointId, endpointIdSchema, type ImageId, type RegistryId } from '../../../src-main/contract/ids.ts';
import type { LabFaultName } from '../../../src-main/contract/lab.ts';
import type { AppServices } from '../../../src-main/contract/services.ts';
import type { StartSignIn } from '../../../src-main/contract/signIn.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import type { Activity } from '../../../src-main/contract/transfer.ts';
import { labManager } from '../../../src-main/lab/people.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { type Lab, startLab } from '../../../src-main/lab/startLab.ts';
import { createNodePlatform } from '../../../src-main/node/nodePlatform.ts';
import { createVault } from '../../../src-main/node/systemVault.ts';
import { createHastyClock } from '../../fakes/hastyClock.ts';
import { createWebBrowser } from '../sign-in/webBrowser.ts';

const hurry = 20;
export const patience = { timeout: 15_000, interval: 25 };

const place = (name: keyof typeof labEndpointIds): EndpointId => endpointIdSchema.parse(labEndpointIds[name]);
export const places = {
  registryImages: place('registryImages'),
  laptop: place('laptop'),
  scratch: place('scratch'),
  partnerShare: place('partnerShare'),
  archive: place('archive'),
  fullDisk: place('fullDisk'),
};

interface LabTask {
  readonly label: string;
  readonly status: string;
  readonly files: number;
}

export type AppBench = Awaited<ReturnType<typeof startAppBench>>;

/** The whole app, composed as it ships, beside a real lab that it knows as if it were Globus; its time runs fast. */
export async function startAppBench() {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-app-'));
  const dataFolder = join(folder, 'data');
  const startIt = () =>
    startLab({ dataDir: join(folder, 'lab'), log: () => undefined, scale: 'small', transferBytesPerSecond: 1e9 });
  let lab: Lab = await startIt();
  const web = createWebBrowser();
  let app: App | null = null;

  const services = (): AppServices => {
    if (app === null) throw new Error('the app does not run');
    return app.services;
  };

  const start = async (environment: NodeJS.ProcessEnv = {}): Promise<AppServices> => {
    const plain = createNodePlatform({ dataFolder });
    const { auth, transfer, search, timers, clients } = lab.info;
    app = await createApp({
      platform: {
        ...plain,
        clock: createHastyClock(hurry),
        browser: { open: async () => false },
        isRemoteSession: false,
        openVault: (dir) => createVault({ dir, preferred: 'plain', env: {}, logger: plain.logger }),
      },
      dataFolder,
      environment: {
        PORTOLAN_GLOBUS_AUTH_URL: auth,
        PORTOLAN_GLOBUS_TRANSFER_URL: transfer,
        PORTOLAN_GLOBUS_SEARCH_URL: search,
        PORTOLAN_GLOBUS_TIMERS_URL: timers,
        PORTOLAN_GLOBUS_CLIENT_ID: clients.native.id,
        ...environment,
      },
      lab: false,
      redirectPort: 0,
    });
    return app.services;
  };

  const end = async (): Promise<void> => {
    const running = app;
    app = null;
    await running?.stop();
  };

  const bench = {
    ...{ folder, dataFolder, services, start, end },
    get lab(): Lab {
      return lab;
    },
    /** Nobody listens at any of the services' ports any more. */
    pauseLab: (): Promise<void> => lab.stop(),
    /** The same lab again, at the same addresses. */
    async resumeLab(): Promise<void> {
      const before = lab.info.transfer;
      lab = await startIt();
      expect(lab.info.transfer, 'the lab keeps its addresses').toBe(before);
    },

    async stop(): Promise<void> {
      await end();
      await lab.stop();
      await rm(folder, { recursive: true, force: true });
    },

    fault: (name: LabFaultName, isOn: boolean, endpointId?: string): void =>
      lab.world.faults.switch(endpointId === undefined ? { name, isOn } : { name, isOn, endpointId }),

    /** Presses the sign-in button and plays the person in the browser. */
    async signIn(more: Partial<StartSignIn> = {}): Promise<void> {
      const provider = more.provider ?? { kind: 'globus' as const };
      const state = await services().signIn.start({ provider, way: 'browser', ...more });
      if (state.kind !== 'waitingForBrowser') throw new Error(`not waiting: ${JSON.stringify(state)}`);
      await web.signIn(state.authorizeUrl, labManager);
      await vi.waitFor(() => expect(services().signIn.state(provider).kind).toBe('signedIn'), patience);
    },

    /** Connects the lab's registry with its folder and its place on Globus, read quickly. */
    async connect(url: string = lab.info.registry.url): Promise<RegistryId> {
      services().settings.update({ sync: { rescanSeconds: 5, pollSeconds: 30 } });
      const registry = await services().registries.add({
        url,
        imagesDir: lab.info.registry.imagesDir,
        harbour: { endpointId: places.registryImages, basePath: '/images/' },
      });
      return registry.id;
    },

    async imageId(name: string): Promise<ImageId> {
      return vi.waitFor(async () => {
        const { images } = await services().containers.list({ refresh: false });
        const image = images.find(({ id, relativePath }) => id.endsWith(`/${name}`) && relativePath !== null);
        if (!image) throw new Error(`no file of ${name} yet`);
        return image.id;
      }, patience);
    },

    async send(name: string, endpointId: EndpointId): Promise<Activity> {
      const {
        activities: [activity],
      } = await services().sends.send({
        imageIds: [await bench.imageId(name)],
        endpointIds: [endpointId],
      });
      if (!activity) throw new Error('nothing was sent');
      return activity;
    },

    async subscribe(endpointId: EndpointId, source: { containerCollection: string; container?: string }) {
      const [registry] = await services().registries.list();
      if (!registry) throw new Error('no registry');
      return services().subscriptions.create(
        createSubscriptionSchema.parse({
          name: `keep ${source.containerCollection}`,
          source: { registryId: registry.id, ...source },
          destinations: [{ endpointId }],
        }),
      );
    },

    activities: async (): Promise<readonly Activity[]> =>
      (await services().activity.list({ tab: 'all', limit: 100, offset: 0 })).activities,

    async activity(id: Activity['id']): Promise<Activity> {
      const found = (await bench.activities()).find((one) => one.id === id);
      if (!found) throw new Error(`no activity ${id}`);
      return found;
    },

    /** Every task that the lab ever took: what is sent twice is there twice. */
    async tasksAtLab(): Promise<readonly LabTask[]> {
      const token = lab.world.tokens.issue(
        {
          kind: 'access',
          resourceServer: 'transfer.api.globus.org',
          scopes: ['urn:globus:auth:scope:transfer.api.globus.org:all'],
          personId: labManager.id,
          clientId: 'the test',
        },
        3600,
      ).token;
      const answer = await fetch(new URL('v0.10/task_list?limit=1000', lab.info.transfer), {
        headers: { authorization: `Bearer ${token}` },
      });
      const { DATA } = (await answer.json()) as { DATA: LabTask[] };
      return DATA;
    },

    /** Files that all tasks together were asked to bring, however they were packed. */
    filesAtLab: async (): Promise<number> => (await bench.tasksAtLab()).reduce((sum, { files }) => sum + files, 0),

    /** Where an endpoint keeps a path, on disk. */
    fileAt: (endpointId: EndpointId, globusPath: string): string =>
      join(lab.world.endpoints.get(endpointId)?.root ?? '/nowhere', globusPath),
  };
  return bench;
}

/** Looks until it is so; half a second of the test is ten of the app. */
export const eventually = <T>(read: () => T) => expect.poll(read, patience);
