import { type Command, Option } from 'commander';
import { type LabFaultState, type LabFaultSwitch, labFaultSwitchSchema, labPushSchema } from '../../../contract/lab.ts';
import { runCommand } from '../command.ts';
import { table } from '../output.ts';

const faultTable = (faults: readonly LabFaultState[]) =>
  table(
    ['FAULT', 'NOW', 'WHERE', 'WHAT'],
    faults.map((fault) => [
      fault.name,
      fault.isOn ? 'on' : 'off',
      fault.endpointIds.join(' ') || 'everywhere',
      fault.says,
    ]),
  );

export function addLab(program: Command): void {
  const lab = program.command('lab').description('the practice lab of this app');
  lab
    .command('push')
    .description("write a new image into the lab registry's folder, as the real server does")
    .argument('<name>', 'COLLECTION/NAME:TAG')
    .option('--size <bytes>', 'size of the image', Number)
    .action(async (name: string, options: { size?: number }, command: Command) =>
      runCommand(
        command,
        async ({ portolan, output }) => {
          const request = labPushSchema.parse({
            name,
            ...(options.size === undefined ? {} : { sizeBytes: options.size }),
          });
          const pushed = await portolan.lab.push.mutate(request);
          output.answer(pushed, () => `${pushed.name} ${pushed.digest}`);
          return undefined;
        },
        { lab: true },
      ),
    );
  lab
    .command('faults')
    .description('list the faults the lab can show')
    .action(async (_options: unknown, command: Command) =>
      runCommand(
        command,
        async ({ portolan, output }) => {
          const faults = await portolan.lab.faults.query();
          output.answer({ faults }, () => faultTable(faults));
          return undefined;
        },
        { lab: true },
      ),
    );
  lab
    .command('fault')
    .description('switch one fault')
    .argument('<name>')
    .argument('<state>', 'on or off')
    .addOption(new Option('--endpoint <id>', 'only at this endpoint'))
    .action(async (name: string, state: string, options: { endpoint?: string }, command: Command) =>
      runCommand(
        command,
        async ({ portolan, output }) => {
          const isOn = { on: true, off: false }[state];
          const request: LabFaultSwitch = labFaultSwitchSchema.parse({ name, isOn, endpointId: options.endpoint });
          const faults = await portolan.lab.switchFault.mutate(request);
          output.answer({ faults }, () => faultTable(faults));
          return undefined;
        },
        { lab: true },
      ),
    );
  lab
    .command('reset')
    .description('switch every fault off and set the lab back')
    .action(async (_options: unknown, command: Command) =>
      runCommand(
        command,
        async ({ portolan, output }) => {
          await portolan.lab.reset.mutate();
          output.answer({ reset: true }, () => 'reset');
          return undefined;
        },
        { lab: true },
      ),
    );
}
