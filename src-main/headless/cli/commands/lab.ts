import { type Command, Option } from 'commander';
import { formatExactBytes, formatSize } from '../../../contract/format.ts';
import {
  type LabFaultState,
  type LabPush,
  labFaultNameSchema,
  labFaultSwitchSchema,
  labFaults,
  labPushSchema,
} from '../../../contract/lab.ts';
import { parseSize } from '../arguments.ts';
import { type Answer, answerWith } from '../command.ts';
import { Interrupted, UsageError } from '../failure.ts';
import type { LabControl } from '../labControl.ts';
import { openLab } from '../openLab.ts';
import { table } from '../output.ts';

const faultShape = '{name,says,perEndpoint,isOn,endpointIds}';

const faultTable = (faults: readonly LabFaultState[]) =>
  table(
    ['FAULT', 'NOW', 'WHERE', 'WHAT'],
    faults.map(({ name, isOn, endpointIds, says }) => [
      name,
      isOn ? 'on' : 'off',
      isOn ? endpointIds.join(' ') || 'everywhere' : '',
      says,
    ]),
  );

/** `check` refuses what is wrong with the command itself before any lab is started for it. */
const onLab = <Asked>(
  command: Command,
  check: () => Asked,
  work: (lab: LabControl, asked: Asked) => Promise<Answer>,
): Promise<void> =>
  answerWith(command, async (run) => {
    const asked = check();
    const opened = await openLab(run);
    const interrupted = Promise.withResolvers<never>();
    const stop = () => interrupted.reject(new Interrupted());
    run.signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work(opened.lab, asked), opened.lost, interrupted.promise]);
    } finally {
      run.signal.removeEventListener('abort', stop);
      await opened.end();
    }
  });

/** Refused in words: the router's own check would only say that something is wrong. */
function pushOf(name: string, sizeBytes: number | undefined): LabPush {
  const { name: names, sizeBytes: sizes } = labPushSchema.shape;
  if (!names.safeParse(name).success)
    throw new UsageError(`"${name}" is no name of an image`, 'COLLECTION/NAME:TAG is wanted, for instance tools/x:1.');
  if (!sizes.safeParse(sizeBytes).success) {
    const { minValue, maxValue } = sizes.unwrap();
    const range = `The lab makes images of ${minValue} bytes (${formatSize(minValue)}) to ${maxValue} bytes (${formatSize(maxValue)}).`;
    throw new UsageError(`${formatExactBytes(sizeBytes ?? 0)} is not a size for an image`, range, { field: '--size' });
  }
  return labPushSchema.parse({ name, ...(sizeBytes !== undefined && { sizeBytes }) });
}

function switchOf(name: string, state: string, endpointId: string | undefined) {
  const fault = labFaultNameSchema.safeParse(name);
  if (!fault.success)
    throw new UsageError(`There is no fault "${name}"`, `There are: ${labFaults.map((one) => one.name).join(', ')}.`);
  if (state !== 'on' && state !== 'off') throw new UsageError(`"${state}" is neither on nor off`, 'Say on or off.');
  if (endpointId !== undefined && !labFaults.some((one) => one.name === name && one.perEndpoint))
    throw new UsageError(`${name} cannot be limited to an endpoint`, 'Leave --endpoint out.');
  return labFaultSwitchSchema.parse({ name, isOn: state === 'on', ...(endpointId !== undefined && { endpointId }) });
}

function addPush(lab: Command): void {
  lab
    .command('push')
    .description("write a new image into the lab registry's folder, as the real server does")
    .argument('<name>', 'COLLECTION/NAME:TAG')
    .option('--size <size>', 'size of the image, for instance 1000000 or 2GB', parseSize)
    .addHelpText('after', '\n--json: {"name","digest","md5","sizeBytes","relativePath"}')
    .action(async (name: string, options: { size?: number }, command: Command) =>
      onLab(
        command,
        () => pushOf(name, options.size),
        async (opened, request) => {
          const pushed = await opened.push(request);
          return { json: pushed, words: () => `${pushed.name}  ${formatSize(pushed.sizeBytes)}  ${pushed.digest}` };
        },
      ),
    );
}

function addFaults(lab: Command): void {
  lab
    .command('faults')
    .description('list the faults the lab can show')
    .addHelpText('after', `\n--json: {"faults":[${faultShape}]}`)
    .action(async (_options: unknown, command: Command) =>
      onLab(
        command,
        () => undefined,
        async (opened) => {
          const faults = await opened.faults();
          return { json: { faults }, words: () => faultTable(faults) };
        },
      ),
    );
  lab
    .command('fault')
    .description('switch one fault')
    .argument('<name>')
    .argument('<state>', 'on or off')
    .addOption(new Option('--endpoint <id>', 'only at this endpoint'))
    .addHelpText('after', `\n--json: {"faults":[${faultShape}]}`)
    .action(async (name: string, state: string, options: { endpoint?: string }, command: Command) =>
      onLab(
        command,
        () => switchOf(name, state, options.endpoint),
        async (opened, request) => {
          const faults = await opened.switchFault(request);
          return { json: { faults }, words: () => faultTable(faults) };
        },
      ),
    );
}

export function addLab(program: Command): void {
  const lab = program
    .command('lab')
    .description('the practice lab of this data folder; --data may also name the folder of a lab that runs alone');
  addPush(lab);
  addFaults(lab);
  lab
    .command('reset')
    .description('switch every fault off and set clock, speed and endpoints back; images stay')
    .addHelpText('after', '\n--json: {"reset":true}')
    .action(async (_options: unknown, command: Command) =>
      onLab(
        command,
        () => undefined,
        async (opened) => {
          await opened.reset();
          return { json: { reset: true }, words: () => 'The lab is set back' };
        },
      ),
    );
}
