import { AppError } from '../contract/errors.ts';
import type { AppServices, SupportService } from '../contract/services.ts';
import type { Activity } from '../contract/transfer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Machine } from '../ports/machine.ts';

const logLines = 200;
const activitiesTold = 20;
const eventsTold = 3;

const whenItWorks = async <T>(ask: () => T | Promise<T>): Promise<Awaited<T> | { readonly failed: string }> => {
  try {
    return await ask();
  } catch (error) {
    return { failed: error instanceof AppError ? error.code : 'internal' };
  }
};

/** Nobody's name, and no name of an image: those of private collections are nobody else's business. */
const withoutNames = ({ id, state, phase, requestedAt, completedAt, taskId, filesTotal, problem }: Activity) => ({
  ...{ id, state, phase, requestedAt, completedAt, taskId, filesTotal },
  problem: problem && { code: problem.code, at: problem.at },
});

/** What helps to look after this installation: where things lie, and a text for whoever is asked for help. */
export function createSupportService(deps: {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly services: Pick<
    AppServices,
    'status' | 'settings' | 'network' | 'registries' | 'endpoints' | 'activity' | 'subscriptions'
  >;
}): SupportService {
  const { machine, clock, services } = deps;
  const { shell } = machine;

  const settingsTold = () => {
    const { network, pinned, ...others } = services.settings.read();
    const { trusted, proxyUser, ...way } = network;
    const servers = trusted.map(({ host, fingerprint }) => ({ host, fingerprint }));
    return { ...others, pinned: pinned.length, network: { ...way, hasProxyUser: proxyUser !== '', trusted: servers } };
  };

  const registriesTold = async () =>
    (await services.registries.list()).map(({ id, url, kind, version, access, folder, imageCount, problem }) => ({
      ...{ id, url, kind, version, access: access.state, imageCount, problem },
      folder: { state: folder.state, files: folder.files, problem: folder.problem?.code ?? null },
    }));

  const endpointsTold = async () => {
    const { endpoints, problem } = await services.endpoints.list({ refresh: false });
    return { problem, endpoints: endpoints.map(({ id, kind, state, isHidden }) => ({ id, kind, state, isHidden })) };
  };

  const activitiesOf = async () => {
    const { activities, total } = await services.activity.list({ tab: 'all', limit: activitiesTold, offset: 0 });
    const failed = activities.filter(({ problem }) => problem !== null).slice(0, eventsTold);
    const events = await Promise.all(
      failed.map(async ({ id }) => ({ id, events: await whenItWorks(() => services.activity.events(id)) })),
    );
    return { total, newest: activities.map(withoutNames), events };
  };

  const subscriptionsTold = async () =>
    (await services.subscriptions.list()).map(({ id, state, runsAt, counts, problem }) => ({
      ...{ id, state, runsAt, counts, problem: problem?.code ?? null },
    }));

  const statusTold = () => {
    const { form, version, globus, vault, running, waitingForYou, problems, notices, lab } = services.status();
    return { form, version, globus: globus.kind, vault, running, waitingForYou, problems, notices, lab };
  };

  return {
    facts: () => ({
      dataFolder: machine.dataFolder,
      logFolder: machine.logFolder,
      managedFiles: machine.managedFiles,
      canOpenFolders: shell !== null,
      canStayInTray: shell !== null,
      canStartAtLogin: shell?.canStartAtLogin ?? false,
    }),
    async bundle() {
      const told = {
        portolanSupport: 1,
        at: clock.nowIso(),
        ...statusTold(),
        system: machine.system,
        settings: settingsTold(),
        managed: services.settings.managed(),
        network: await whenItWorks(() => services.network.test()),
        registries: await whenItWorks(registriesTold),
        endpoints: await whenItWorks(endpointsTold),
        subscriptions: await whenItWorks(subscriptionsTold),
        activity: await whenItWorks(activitiesOf),
        log: await machine.readLog(logLines),
      };
      return { text: `${JSON.stringify(machine.withoutSecrets(told), null, 2)}\n` };
    },
    async saveBundle(text) {
      const name = `portolan-support-${clock.nowIso().slice(0, 19).replaceAll(':', '')}.json`;
      return { file: await machine.saveSupport(name, text) };
    },
    openFolder: async (folder) => (await shell?.openFolder(machine.folderOf(folder))) ?? false,
  };
}
