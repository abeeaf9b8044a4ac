import type { Publish } from '../contract/events.ts';
import type { RegistryId } from '../contract/ids.ts';
import type { Clock } from '../ports/clock.ts';

/** Who shows lists reads them whole, so a stream of arrivals is told as often as an eye follows. */
const pauseMs = 500;

/** Tells that a folder changed: the first time at once, then what gathered. */
export function createFolderAnnouncements({ clock, publish }: { readonly clock: Clock; readonly publish: Publish }) {
  const stopping = new AbortController();
  const resting = new Set<RegistryId>();
  const again = new Set<RegistryId>();

  const rest = async (id: RegistryId): Promise<void> => {
    resting.add(id);
    await clock.sleep(pauseMs, stopping.signal).catch(() => undefined); // ended by stop
    resting.delete(id);
    if (again.delete(id) && !stopping.signal.aborted) announce(id);
  };

  const announce = (id: RegistryId): void => {
    if (resting.has(id)) {
      again.add(id);
      return;
    }
    publish({ kind: 'containers.changed', registryId: id });
    publish({ kind: 'registries.changed' });
    void rest(id);
  };

  return { announce, stop: (): void => stopping.abort() };
}
