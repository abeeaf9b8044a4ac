import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTransferLab, type TransferLab, tokenFor, transferScope } from '../../fakes/labTransfer.ts';
import { testEndpoints } from '../../fakes/labWorld.ts';
import { makeSif } from '../../unit/sif/sifFixtures.ts';
import { type ProxyFault, startFaultProxy } from './faultProxy.ts';
import { type Child, startChild } from './promise.ts';

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Two places that need no consent; the second one is given room. */
export const destinations = [testEndpoints.shared, testEndpoints.fullDisk] as const;

export interface SubmissionBody {
  readonly submission_id: string;
  readonly label: string;
  readonly destination_endpoint: string;
  readonly verify_checksum?: boolean;
  readonly fail_on_quota_errors?: boolean;
  readonly skip_source_errors?: boolean;
  readonly encrypt_data?: boolean;
  readonly DATA: readonly { source_path: string; external_checksum?: string; checksum_algorithm?: string }[];
}

export type TransferStage = Awaited<ReturnType<typeof startTransferStage>>;

/** The lab's Globus Transfer behind a faulty line, an image folder that it serves, and sync in processes of its own. */
export async function startTransferStage() {
  const lab: TransferLab = await startTransferLab();
  let faults: (ProxyFault | null)[] = [];
  const isSubmission = (method: string, path: string) => method === 'POST' && path === '/v0.10/transfer';
  const proxy = await startFaultProxy(
    () => lab.url,
    (method, path) => (isSubmission(method, path) ? (faults.shift() ?? null) : null),
  );
  const root = join(lab.diskPath(testEndpoints.registryServer, ''), 'images');
  const token = tokenFor(lab.world, 'transfer.api.globus.org', transferScope, lab.manager);
  let runs = 0;
  const roomy = lab.world.endpoints.get(testEndpoints.fullDisk);
  if (roomy) lab.world.endpoints.set(roomy.id, { ...roomy, quotaBytes: null });

  const submissions = (): readonly { text: string; body: SubmissionBody }[] =>
    proxy.posts
      .filter(({ path }) => path === '/v0.10/transfer')
      .map(({ body }) => ({ text: body, body: JSON.parse(body) as SubmissionBody }));

  /** What is wrong with what the lab got of a run; each word once for each time. */
  async function wrongOf(run: string, images: number): Promise<{ tasks: number; wrong: readonly string[] }> {
    const { body } = await lab.call('GET', 'v0.10/task_list?limit=1000');
    const mine = submissions().filter(({ text }) => text.includes(`/${run}/`));
    const byId = Map.groupBy(mine, ({ body: { submission_id } }) => submission_id);
    const labels = new Set(mine.map(({ body: { label } }) => label));
    const tasks = (body.DATA as { label: string; status: string }[]).filter(({ label }) => labels.has(label));
    const wrong: string[] = [];
    for (const posts of byId.values()) if (new Set(posts.map(({ text }) => text)).size > 1) wrong.push('anotherBody');
    const accepted = [...byId.values()].flatMap(([first]) => first ?? []);
    const taken = accepted.filter(({ body: { label } }) => tasks.some((task) => task.label === label));
    if (tasks.length !== taken.length) wrong.push('twoTasks');
    const copies = taken.flatMap(({ body: { DATA, destination_endpoint } }) =>
      DATA.map(({ source_path }) => `${destination_endpoint} ${source_path}`),
    );
    if (new Set(copies).size !== copies.length) wrong.push('sentTwice');
    if (copies.length !== images * destinations.length) wrong.push(`${copies.length} copies`);
    return { tasks: tasks.length, wrong };
  }

  return {
    lab,
    submissions,
    wrongOf,
    posts: proxy.posts,
    failSubmissions: (...more: readonly (ProxyFault | null)[]): void => {
      faults = [...more];
    },
    /** A folder of images of its own, as one life of the app is to deliver it. */
    newRun(count: number) {
      runs += 1;
      const run = `run${runs}`;
      const group = join(root, run, 'lab');
      mkdirSync(group, { recursive: true });
      const whole = new Map<string, string>();
      for (let n = 0; n < count; n += 1) {
        const bytes = makeSif([{ type: 0x4004, content: `${run} image ${n} `.repeat(200) }]);
        writeFileSync(join(group, `tool${n}:1@${md5(bytes)}.sif`), bytes);
        whole.set(sha256(bytes), `tool${n}`);
      }
      return { run, root: join(root, run), whole };
    },
    /** Sync over the state file, with a folder that this run alone has at each destination. */
    sync(run: string, state: string, images: number, env: Readonly<Record<string, string>> = {}): Child {
      return startChild('./syncChild.ts', {
        STATE: state,
        ROOT: join(root, run),
        RUN: run,
        GLOBUS: proxy.url,
        TOKEN: token,
        SOURCE: testEndpoints.registryServer,
        DESTINATIONS: destinations.join(','),
        IMAGES: String(images),
        ...env,
      });
    },
    /** Digests of all files that a destination holds of this run, wherever they lie. */
    filesAt(endpointId: string, run: string): readonly { path: string; sha256: string }[] {
      const folder = lab.diskPath(endpointId, `containers/${run}`);
      return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .map((path) => ({ path, sha256: sha256(readFileSync(path)) }));
    },
    async stop(): Promise<void> {
      await proxy.stop();
      await lab.stop();
    },
  };
}
