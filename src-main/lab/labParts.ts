import { startGlobusAuth } from './authServer.ts';
import { startGlobusServices } from './globusServices.ts';
import { startLabRegistry } from './labRegistry.ts';
import { startRegistryIssuer } from './registryIssuer.ts';
import { onRememberedPort } from './rememberedPort.ts';
import { prepareEndpointFolders } from './seedEndpoints.ts';
import type { LabState } from './state.ts';
import type { SubmissionJournal } from './submissionJournal.ts';
import type { LabWorld } from './world.ts';

/** Collects what was started; `stop` ends it in the opposite order. */
export function createStopper() {
  const stops: (() => Promise<void>)[] = [];
  return {
    add<T extends { stop(): Promise<void> }>(started: T): T {
      stops.push(() => started.stop());
      return started;
    },
    async stop(): Promise<void> {
      for (const stop of stops.splice(0).reverse()) await stop();
    },
  };
}
export type Stopper = ReturnType<typeof createStopper>;

interface Dependencies {
  readonly world: LabWorld;
  readonly kept: LabState | undefined;
  readonly scale: 'full' | 'small';
  /** Where endpoints that clients create get their folders. */
  readonly newEndpointsDir: string;
  readonly journal: SubmissionJournal;
  readonly stopper: Stopper;
  /** Told after changes of the registry. */
  readonly changed: () => void;
}

/** Starts the real services' stand-ins, each with what it kept. */
export async function startLabParts(deps: Dependencies) {
  const { world, kept, scale, newEndpointsDir, journal, stopper, changed } = deps;
  const restored = (name: string) => kept?.parts[name];
  const { ports } = kept ?? {};
  const registry = stopper.add(
    await startLabRegistry({ world, port: ports?.registry, scale, restored: restored('registry'), changed }),
  );
  await prepareEndpointFolders([...world.endpoints.values()], registry.smallImages());
  const issuer = stopper.add(
    await onRememberedPort(ports?.issuer, (port) =>
      startRegistryIssuer({ world, port, registryUrl: registry.url, restored: restored('issuer') }),
    ),
  );
  registry.signInAt(issuer);
  const auth = stopper.add(
    await onRememberedPort(ports?.auth, (port) => startGlobusAuth({ world, port, restored: restored('auth') })),
  );
  const globus = stopper.add(await startGlobusServices({ world, kept, newEndpointsDir, journal }));
  return {
    registry,
    issuer,
    auth,
    urls: { ...globus.urls, auth: auth.url, registry: registry.url, issuer: issuer.url },
    snapshots: () => ({
      tokens: world.tokens.snapshot(),
      consents: world.consents.snapshot(),
      registry: registry.snapshot(),
      issuer: issuer.snapshot(),
      auth: auth.snapshot(),
      ...globus.snapshots(),
    }),
  };
}
