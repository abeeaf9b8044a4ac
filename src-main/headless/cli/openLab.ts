import path from 'node:path';
import { readHolder } from '../connectionFile.ts';
import type { CommandRun } from './command.ts';
import { openSession } from './connect.ts';
import { createLabControl, isLabFolder, type LabControl, runningLabOn } from './labControl.ts';

export interface OpenLab {
  readonly lab: LabControl;
  /** Rejects when the app that has it goes away; never resolves. */
  readonly lost: Promise<never>;
  end(): Promise<void>;
}

const never = new Promise<never>(() => undefined);
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The lab that a window, another program or nobody runs on its own folder; null when an app is the one to ask. */
async function labAlone(dataFolder: string): Promise<OpenLab | null> {
  if (readHolder(dataFolder) !== null) return null;
  const control = (await runningLabOn(dataFolder)) ?? (await runningLabOn(path.join(dataFolder, 'lab')));
  if (control !== null) return { lab: control, lost: never, end: async () => undefined };
  if (!isLabFolder(dataFolder)) return null;
  const { startEmbeddedLab } = await import('../../app/labService.ts');
  const started = await startEmbeddedLab({ dataFolder, logger: quiet });
  return { lab: createLabControl(started.info.control), lost: never, end: () => started.stop() };
}

/**
 * The lab of a data folder: of the app that runs there, of a window's, of a lab that runs alone on it; else one is
 * started for this one command.
 */
export async function openLab({ dataFolder, signal, output }: CommandRun): Promise<OpenLab> {
  const alone = await labAlone(path.resolve(dataFolder));
  if (alone !== null) return alone;
  const session = await openSession({ dataFolder, lab: true, shares: false, signal, tell: output.progress });
  const { lab } = session.portolan;
  return {
    lab: {
      push: (request) => lab.push.mutate(request),
      faults: () => lab.faults.query(),
      switchFault: (request) => lab.switchFault.mutate(request),
      reset: () => lab.reset.mutate(),
    },
    lost: session.lost,
    end: () => session.end(),
  };
}
