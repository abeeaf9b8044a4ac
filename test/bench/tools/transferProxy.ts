import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nowMs } from './bench.ts';

/** A submission as it passed by. */
export interface PassedSubmission {
  readonly receivedMs: number;
  readonly submissionId: string;
  readonly destinationEndpointId: string;
  readonly sourcePaths: readonly string[];
  /** `Accepted`, `Duplicate`, or the code of a refusal. */
  readonly answer: string;
}

interface Passed {
  readonly kind: string;
  readonly atMs: number;
}

/** `GET /v0.10/task/*` and so on: ids are no part of a kind. */
const kindOf = (method = '', url = ''): string =>
  `${method} ${url.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '*')}`;

const textOf = async (message: IncomingMessage): Promise<Buffer> => Buffer.concat(await message.toArray());

interface TransferBody {
  readonly submission_id?: string;
  readonly destination_endpoint?: string;
  readonly DATA?: readonly { readonly source_path?: string }[];
}

/** Stands in front of a service, lets everything through and counts it. */
export async function startCountingProxy(target: string) {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const passed: Passed[] = [];
  const submissions: PassedSubmission[] = [];
  const onSubmission = new Set<() => void>();

  const noteSubmission = (body: Buffer, answer: Buffer, receivedMs: number): void => {
    const order: TransferBody = JSON.parse(body.toString());
    const code: unknown = JSON.parse(answer.toString()).code;
    submissions.push({
      receivedMs,
      submissionId: order.submission_id ?? '',
      destinationEndpointId: order.destination_endpoint ?? '',
      sourcePaths: (order.DATA ?? []).flatMap(({ source_path }) => source_path ?? []),
      answer: String(code),
    });
    for (const listener of onSubmission) listener();
  };

  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const kind = kindOf(incoming.method, incoming.url);
    passed.push({ kind, atMs: nowMs() });
    const body = await textOf(incoming);
    const receivedMs = nowMs();
    const { method, url: path, headers } = incoming;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = { hostname, port, agent, method, path, headers: { ...headers, host: `${hostname}:${port}` } };
      request(options, resolve).once('error', reject).end(body);
    });
    const told = await textOf(answer);
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    outgoing.end(told);
    if (kind.startsWith('POST ') && kind.endsWith('/transfer')) noteSubmission(body, told, receivedMs);
  };

  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}/`,
    /** Submissions in the order of their answers. */
    submissions,
    onSubmission,
    /** How many requests of each kind came since a time. */
    countSince(sinceMs: number, toMs = Number.POSITIVE_INFINITY): { total: number; kinds: Record<string, number> } {
      const kinds: Record<string, number> = {};
      const since = passed.filter(({ atMs }) => atMs >= sinceMs && atMs <= toMs);
      for (const { kind } of since) kinds[kind] = (kinds[kind] ?? 0) + 1;
      return { total: since.length, kinds };
    },
    async stop(): Promise<void> {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
