import type { Command } from 'commander';
import type { Endpoint } from '../../../contract/endpoint.ts';
import type { AppErrorCode } from '../../../contract/errors.ts';
import { endpointStates, vaultKinds } from '../../../contract/states.ts';
import { type CommandContext, runCommand } from '../command.ts';
import { type ExitCode, exitCodeOf, exitCodes } from '../failure.ts';
import { findEndpoints } from '../find.ts';
import { failureText, table, tableOr } from '../output.ts';
import { whenRead } from '../whenRead.ts';
import { lightText, problemInWords } from '../words.ts';

const atOnce = 4;
/** Worth knowing, but not a fault: a light that only says that something is there already or must wait its turn. */
const onlyTells = new Set(['alreadyThere', 'slots']);

async function examineEndpoint({ portolan, output }: CommandContext, { id, name, kind, state }: Endpoint) {
  output.gauge('lights', name, `Looking at ${name}`);
  const { lights } = await portolan.endpoints.preflight.query({ id, imageIds: [] });
  const shown = lights
    .filter((light) => !onlyTells.has(light.name))
    .map((light) => {
      const facts = { endpointName: name, ...light.problem?.facts };
      const problem = light.problem && problemInWords({ ...light.problem, facts });
      return { name: light.name, state: light.state, words: lightText({ ...light, problem }), problem };
    });
  return { id, name, kind, state, lights: shown };
}

async function examineEndpoints(context: CommandContext, endpoints: readonly Endpoint[]) {
  const waiting = [...endpoints];
  const examined = new Map<string, Awaited<ReturnType<typeof examineEndpoint>>>();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && !context.signal.aborted; next = waiting.shift())
      examined.set(next.id, await examineEndpoint(context, next));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return endpoints.flatMap(({ id }) => examined.get(id) ?? []);
}

async function examineRegistries(context: CommandContext) {
  const { problems } = await context.portolan.containers.list.query({ refresh: true });
  await whenRead(context, 5_000);
  const registries = await context.portolan.registries.list.query();
  return registries.map(({ id, name, url, access, folder }) => {
    const problem = problems.find(({ registryId }) => registryId === id)?.problem ?? null;
    return {
      ...{ id, name, url, access, isReachable: problem === null },
      problem: problem && problemInWords(problem),
      folder: { ...folder, problem: folder.problem && problemInWords(folder.problem) },
    };
  });
}

async function examineNetwork({ portolan, output }: CommandContext) {
  output.gauge('network', 'network', 'Trying the network');
  const [{ checks }, { problem }] = await Promise.all([portolan.network.test.mutate(), portolan.network.state.query()]);
  return {
    problem: problem && problemInWords(problem),
    checks: checks.map((check) => ({ ...check, problem: check.problem && problemInWords(check.problem) })),
  };
}

/** What cannot be reached first, then what is wrong, then what waits for the user. */
function exitOf(codes: readonly AppErrorCode[]): ExitCode {
  const exits = new Set(codes.map(exitCodeOf));
  for (const code of [exitCodes.unreachable, exitCodes.failed, exitCodes.usage])
    if (exits.has(code)) return code === exitCodes.usage ? exitCodes.failed : code;
  return exits.has(exitCodes.waitingForYou) ? exitCodes.waitingForYou : exitCodes.ok;
}

async function examine(context: CommandContext, asked: readonly string[]) {
  const { portolan } = context;
  const { version, form, vault, globus, notices, lab } = await portolan.status.query();
  const network = await examineNetwork(context);
  const registries = await examineRegistries(context);
  const listing = await portolan.endpoints.list.query({ refresh: true });
  const chosen =
    asked.length > 0 ? await findEndpoints(portolan, asked) : listing.endpoints.filter(({ isHidden }) => !isHidden);
  const endpoints = listing.problem ? [] : await examineEndpoints(context, chosen);
  const endpointsProblem = listing.problem && problemInWords(listing.problem, listing.endpoints);
  const problems = [
    network.problem,
    // A registry tells its own, of reading it whole.
    ...network.checks.map(({ kind, problem }) => (kind === 'registry' ? null : problem)),
    ...registries.flatMap(({ problem, folder }) => [problem, folder.problem]),
    endpointsProblem,
    ...endpoints.flatMap(({ lights }) => lights.map(({ problem, state }) => (state === 'problem' ? problem : null))),
  ].flatMap((problem) => problem ?? []);
  const globusState =
    globus.kind === 'signedIn' ? { kind: globus.kind, account: globus.account } : { kind: globus.kind };
  return {
    ...{ version, form, lab, dataFolder: context.dataFolder, isHealthy: problems.length === 0 && notices.length === 0 },
    vault: { kind: vault, ...vaultKinds[vault] },
    globus: { ...globusState, problem: endpointsProblem },
    ...{
      network,
      registries,
      endpoints,
      notices: notices.map((notice) => problemInWords({ ...notice, at: '' })),
      problems,
    },
  };
}

type Findings = Awaited<ReturnType<typeof examine>>;

const wayOf = ({ proxy, answeredMs, problem }: Findings['network']['checks'][number]): string =>
  `${problem?.title ?? `Reached in ${answeredMs} ms`}${proxy === null ? '' : ` (proxy ${proxy})`}`;

function inText({
  version,
  form,
  dataFolder,
  vault,
  globus,
  network,
  registries,
  endpoints,
  notices,
}: Findings): string {
  const account = 'account' in globus ? `signed in as ${globus.account.username}` : 'not signed in';
  const registryRows = registries.map(({ name, url, problem, folder }) => [
    name,
    url,
    problem?.title ?? 'Reachable',
    folder.state === 'off' ? '' : (folder.problem?.title ?? `${folder.files} files`),
  ]);
  const endpointRows = endpoints.map(({ name, state, lights }) => {
    const bad = lights.filter((light) => light.state !== 'ok');
    const words = (bad.length > 0 ? bad : lights).map((light) => light.words);
    return [
      name,
      bad.length === 0 ? endpointStates.online.word : endpointStates[state].word,
      [...new Set(words)].join('; '),
    ];
  });
  return [
    `Portolan ${version} (${form}), data in ${dataFolder}`,
    `Secrets: ${vault.name}. ${vault.says}`,
    `Globus: ${account}${globus.problem ? `. ${globus.problem.title}` : ''}`,
    ...notices.map(failureText),
    ...(network.problem === null ? [] : [failureText(network.problem)]),
    '',
    table(
      ['SERVER', 'NETWORK'],
      network.checks.map((check) => [check.origin, wayOf(check)]),
    ),
    '',
    tableOr('No registry is connected.', ['REGISTRY', 'ADDRESS', 'NOW', 'FOLDER'], registryRows),
    '',
    tableOr('No endpoints.', ['ENDPOINT', 'STATE', 'CHECKS'], endpointRows),
  ].join('\n');
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at everything that must work: secrets, sign-in, network, registries, folders, endpoints')
    .argument('[endpoint...]', 'only these endpoints, by name or id')
    .addHelpText(
      'after',
      '\n--json: {"version","form","lab","dataFolder","isHealthy","vault":{kind,name,says,isWeak},"globus":{kind,account,problem},"network":{problem,"checks":[{kind,name,origin,proxy,answeredMs,problem}]},"registries":[{id,name,url,access,isReachable,problem,folder}],"endpoints":[{id,name,kind,state,lights:[{name,state,words,problem}]}],"notices","problems"}\nEach problem is {at,code,facts,title,advice}. Exit code 0 when all is well, 5 when something cannot be reached, 1 when\nsomething is wrong, 3 when only you are waited for.',
    )
    .action(async (asked: readonly string[], _options: unknown, command: Command) =>
      runCommand(command, async (context) => {
        const findings = await examine(context, asked);
        const codes = findings.problems.map(({ code }) => code);
        const exit = findings.notices.length > 0 ? exitOf([...codes, 'state.damaged']) : exitOf(codes);
        return { json: findings, words: () => inText(findings), exit };
      }),
    );
}
