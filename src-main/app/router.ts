import { activitySection } from './sections/activity.ts';
import { containersSection } from './sections/containers.ts';
import { endpointsSection } from './sections/endpoints.ts';
import { labSection } from './sections/lab.ts';
import { networkSection } from './sections/network.ts';
import { registriesSection } from './sections/registries.ts';
import { sendsSection } from './sections/sends.ts';
import { settingsSection } from './sections/settings.ts';
import { signInSection } from './sections/signIn.ts';
import { subscriptionsSection } from './sections/subscriptions.ts';
import { supportSection } from './sections/support.ts';
import { updatesSection } from './sections/updates.ts';
import { procedure, router } from './trpc.ts';

/** The whole boundary: one router, carried by a WebSocket (headless) or by one IPC channel (desktop). */
export const appRouter = router({
  status: procedure.query(({ ctx }) => ctx.services.status()),
  chart: procedure.query(({ ctx }) => ctx.services.chart()),
  events: procedure.subscription(async function* ({ ctx, signal }) {
    yield* ctx.services.events(signal ?? new AbortController().signal);
  }),
  signIn: signInSection,
  registries: registriesSection,
  containers: containersSection,
  endpoints: endpointsSection,
  sends: sendsSection,
  activity: activitySection,
  subscriptions: subscriptionsSection,
  settings: settingsSection,
  network: networkSection,
  support: supportSection,
  updates: updatesSection,
  lab: labSection,
});

export type AppRouter = typeof appRouter;
