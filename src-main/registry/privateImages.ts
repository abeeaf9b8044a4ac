import { z } from 'zod';
import { AppError, type Problem, toProblem } from '../contract/errors.ts';
import type { RegistryId } from '../contract/ids.ts';
import { type ContainerName, parseContainerName } from '../domain/containerName.ts';
import type { Clock } from '../ports/clock.ts';
import type { SettingsStore } from '../ports/settingsStore.ts';
import type { RegistryCaller, SregistryClient } from './sregistryClient.ts';
import type { ListedImage } from './transform.ts';

/** The server takes 50 a day of these calls from one address; some are left for a person's clicks. */
const callsADay = 40;
const dayMs = 86_400_000;

const spentSchema = z.object({ day: z.number(), calls: z.number() });
const spentKey = (id: RegistryId): string => `registryPrivateCalls.${id}`;

interface Reading {
  readonly image: ListedImage | null;
  readonly readMs: number;
}

/** These say something of one name, not of the registry or the way to it. */
const isOfName = ({ code }: AppError): boolean => code === 'image.notFound';

/**
 * Images of private container collections, which no list names: those that the user named are asked for one by one, each
 * as often as the daily limit allows.
 */
export function createPrivateImages(deps: {
  readonly client: Pick<SregistryClient, 'privateImage'>;
  readonly clock: Clock;
  readonly settings: SettingsStore;
  /** Whom the registry takes the caller for; part of the signature. */
  readonly usernameOf: (id: RegistryId, caller: RegistryCaller) => Promise<string | null>;
}) {
  const { clock, settings } = deps;
  const readings = new Map<string, Reading>();
  const problems = new Map<RegistryId, Problem>();
  const keyOf = (id: RegistryId, name: string): string => `${id} ${name}`;

  const spent = (id: RegistryId): { day: number; calls: number } => {
    const day = Math.floor(clock.now() / dayMs);
    const known = spentSchema.safeParse(settings.read(spentKey(id))).data;
    return known?.day === day ? known : { day, calls: 0 };
  };

  const spend = (id: RegistryId): boolean => {
    const { day, calls } = spent(id);
    if (calls >= callsADay) return false;
    settings.write(spentKey(id), { day, calls: calls + 1 });
    return true;
  };

  const read = async (id: RegistryId, caller: RegistryCaller, name: ContainerName): Promise<ListedImage | null> => {
    const { credential } = caller;
    const username = await deps.usernameOf(id, caller);
    if (credential.kind !== 'token' || username === null) throw new AppError('registry.privateNotListed');
    try {
      return await deps.client.privateImage(caller, { token: credential.token, username }, name);
    } catch (error) {
      if (error instanceof AppError && isOfName(error)) return null;
      throw error;
    }
  };

  return {
    async read(id: RegistryId, caller: RegistryCaller, names: readonly string[]): Promise<readonly ListedImage[]> {
      const everyMs = (names.length * dayMs) / callsADay;
      for (const text of names) {
        const name = parseContainerName(text);
        const known = readings.get(keyOf(id, text));
        if (name === null || (known && clock.now() - known.readMs < everyMs) || !spend(id)) continue;
        try {
          readings.set(keyOf(id, text), { image: await read(id, caller, name), readMs: clock.now() });
          problems.delete(id);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          // The next name would fare no better.
          problems.set(id, toProblem(error, clock.nowIso()));
          break;
        }
      }
      return names.flatMap((text) => readings.get(keyOf(id, text))?.image ?? []);
    },
    problem: (id: RegistryId): Problem | null => problems.get(id) ?? null,
  };
}
