import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import {
  type LabFaultState,
  type LabFaultSwitch,
  type LabPush,
  type LabPushed,
  labFaultNameSchema,
} from '../../contract/lab.ts';

/** What the command line does with a lab, wherever that runs. */
export interface LabControl {
  push(request: LabPush): Promise<LabPushed>;
  faults(): Promise<readonly LabFaultState[]>;
  switchFault(request: LabFaultSwitch): Promise<readonly LabFaultState[]>;
  reset(): Promise<void>;
}

const pushedSchema = z.object({
  name: z.string(),
  digest: z.string(),
  md5: z.string(),
  sizeBytes: z.number(),
  relativePath: z.string(),
});
const faultsSchema = z.array(
  z.object({
    name: labFaultNameSchema,
    says: z.string(),
    perEndpoint: z.boolean(),
    isOn: z.boolean(),
    endpointIds: z.array(z.string()),
  }),
);
const refusalSchema = z.object({ error: z.string() });
const stateSchema = z.object({ ports: z.object({ control: z.number().int().positive() }) });
const infoSchema = z.object({ registry: z.object({ imagesDir: z.string() }), control: z.url() });

/** A lab is here and answers within this time, or it does not run. */
const answersWithinMs = 2_000;

/** A lab's own control service. */
export function createLabControl(controlUrl: string): LabControl {
  const ask = async <T>(where: string, schema: z.ZodType<T>, body?: unknown): Promise<T> => {
    const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(new URL(where, controlUrl), body === undefined ? {} : posted).catch(
      (cause: unknown) => {
        throw new AppError('lab.notRunning', { cause });
      },
    );
    const answer: unknown = await response.json().catch(() => undefined); // judged by its schema below
    if (response.ok) return schema.parse(answer);
    const reason = refusalSchema.safeParse(answer).data?.error ?? `status ${response.status}`;
    throw new AppError(response.status < 500 ? 'input.invalid' : 'service.unavailable', {
      facts: { what: 'the lab', reason },
    });
  };
  return {
    push: (request) => ask('push', pushedSchema, request),
    faults: () => ask('faults', faultsSchema),
    switchFault: (request) => ask('faults', faultsSchema, request),
    reset: async () => {
      await ask('reset', z.object({}), {});
    },
  };
}

const statePathIn = (folder: string) => path.join(folder, 'lab-state.json');

export const isLabFolder = (folder: string): boolean => existsSync(statePathIn(folder));

/** The control service of the lab that runs on this folder now, or null. */
export async function runningLabOn(folder: string): Promise<LabControl | null> {
  try {
    const { control } = stateSchema.parse(JSON.parse(readFileSync(statePathIn(folder), 'utf8'))).ports;
    const response = await fetch(`http://127.0.0.1:${control}/info`, { signal: AbortSignal.timeout(answersWithinMs) });
    const info = infoSchema.parse(await response.json());
    const isOurs = info.registry.imagesDir === path.join(path.resolve(folder), 'registry', 'images');
    return isOurs ? createLabControl(info.control) : null;
  } catch {
    // No state, nobody there, or somebody else on that port: no lab to speak to.
    return null;
  }
}
