import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { endpointIdSchema, type ImageId, type RegistryId } from '../../../src-main/contract/ids.ts';
import { createSubscriptionSchema } from '../../../src-main/contract/subscription.ts';
import { labManager } from '../../../src-main/lab/people.ts';
import { labEndpointIds } from '../../../src-main/lab/seedEndpoints.ts';
import { createWebBrowser } from '../../integration/sign-in/webBrowser.ts';
import { type AppProcess, startAppProcess } from './appProcess.ts';
import { type BenchContext, until } from './bench.ts';
import type { StagedImage } from './images.ts';
import { startLabProcess } from './labProcess.ts';
import { startCountingProxy } from './transferProxy.ts';

/** Images that a fresh lab has as files in its folder. */
export const seededImages = 20;

export type EndpointName = 'partnerShare' | 'scratch' | 'laptop';
/** Below every endpoint's root. */
const destinationFolder = 'bench-images';

export type Stage = Awaited<ReturnType<typeof startStage>>;

/** Lab, counting proxies and app, signed in; nothing is connected yet. */
export async function startStage(context: BenchContext, options: { readonly hurry?: number } = {}) {
  const { cleanup } = context;
  const folder = cleanup.folder('stage');
  const lab = await startLabProcess(context, folder);
  const { info } = lab;
  await lab.wake(labEndpointIds.laptop);
  const transfer = await startCountingProxy(info.transfer);
  const registry = await startCountingProxy(info.registry.url);
  const appOptions = { dataFolder: join(folder, 'app'), lab: info, transferUrl: transfer.url, ...options };
  mkdirSync(appOptions.dataFolder, { recursive: true });
  let app: AppProcess = await startAppProcess(context, appOptions);
  const { imagesDir } = info.registry;
  const stagingFolder = join(imagesDir, '_upload', 'bench');
  mkdirSync(stagingFolder, { recursive: true });

  const signIn = async (): Promise<void> => {
    const provider = { kind: 'globus' as const };
    const consentFor = [endpointIdSchema.parse(labEndpointIds.scratch)];
    const state = await app.call('signIn', 'start', { provider, way: 'browser', consentFor });
    if (state.kind !== 'waitingForBrowser') throw new Error(`not waiting for a browser: ${state.kind}`);
    await createWebBrowser().signIn(state.authorizeUrl, labManager);
    await until('signed in', async () => (await app.call('signIn', 'state', provider)).kind === 'signedIn');
  };
  await signIn();

  const stage = {
    ...{ folder, lab, info, transfer, registry, imagesDir, stagingFolder },
    get app() {
      return app;
    },
    async restartApp(): Promise<AppProcess> {
      app = await startAppProcess(context, appOptions);
      return app;
    },
    /** Connects the lab's registry by its token. Without its folder it is polled. */
    async connect({ hasFolder = true } = {}): Promise<RegistryId> {
      const { id } = await app.call('registries', 'add', {
        url: registry.url,
        token: info.registry.tokens[labManager.username] ?? '',
        harbour: { endpointId: endpointIdSchema.parse(labEndpointIds.registryImages), basePath: '/images/' },
        ...(hasFolder ? { imagesDir } : {}),
      });
      return id;
    },
    subscribe(
      registryId: RegistryId,
      names: readonly EndpointName[],
      source: object = { containerCollection: 'bench' },
    ) {
      const request = createSubscriptionSchema.parse({
        name: 'bench',
        source: { registryId, ...source },
        destinations: names.map((name) => ({
          endpointId: labEndpointIds[name],
          folder: `/${destinationFolder}/`,
          namingProfile: 'plain',
        })),
      });
      return app.call('subscriptions', 'create', request);
    },
    /** The registry's folder has been listed and is watched. */
    async settled(registryId: RegistryId): Promise<void> {
      await until('the folder is read', async () => {
        const found = (await app.call('registries', 'list')).find(({ id }) => id === registryId);
        return found?.folder.state === 'watching' && found.folder.files >= seededImages;
      });
      // The watcher's own first walk goes on for a moment after the scan.
      await new Promise((resolve) => setTimeout(resolve, 1500));
    },
    destinationRoot(name: EndpointName): string {
      const endpoint = info.endpoints.find(({ id }) => id === labEndpointIds[name]);
      if (!endpoint) throw new Error(`no endpoint ${name}`);
      return join(endpoint.root, destinationFolder);
    },
    finalPath: (name: EndpointName, image: StagedImage): string => join(stage.destinationRoot(name), image.arrivesAt),
    /** As `arrivedMs` of the app spells a delivery. */
    deliveryKey(registryId: RegistryId, image: StagedImage, name: EndpointName): string {
      const imageId = `${registryId}/${image.relativePath.replace(/@[0-9a-f]{32}\.sif$/, '')}` as ImageId;
      return `${imageId} ${labEndpointIds[name]}`;
    },
    /** Renames a staged image into the image folder, as the registry does at the end of a push. */
    arrive(image: StagedImage): void {
      renameSync(image.stagedPath, join(imagesDir, image.relativePath));
    },
    makeCollection: (name = 'bench') => mkdirSync(join(imagesDir, name), { recursive: true }),
    async stop(): Promise<void> {
      await app.kill('SIGTERM');
      await Promise.all([transfer.stop(), registry.stop()]);
      await lab.stop();
      cleanup.remove(folder);
    },
  };
  return stage;
}

/** Resolves when the app has told all of these deliveries as done, with the time of its last word. */
export async function allArrived(app: AppProcess, keys: readonly string[], forMs = 120_000): Promise<number> {
  const isThere = () => keys.every((key) => app.arrivedMs.has(key));
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => isThere() && resolve();
      const missing = () => keys.filter((key) => !app.arrivedMs.has(key));
      timer = setTimeout(() => {
        reject(new Error(`${missing().length} of ${keys.length} never arrived, first ${missing()[0]}`));
      }, forMs);
      app.onArrival.add(look);
      look();
    });
  } finally {
    clearTimeout(timer);
    app.onArrival.clear();
  }
  return Math.max(...keys.map((key) => app.arrivedMs.get(key) ?? 0));
}
