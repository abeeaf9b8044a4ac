import { type LabFaultName, type LabFaultState, type LabFaultSwitch, labFaults } from '../contract/lab.ts';

/** Which faults the lab shows now, everywhere or at some endpoints only. */
export class FaultSwitches {
  #on = new Map<LabFaultName, Set<string> | 'everywhere'>();
  #rounds = new Map<string, number>();

  switch({ name, isOn, endpointId }: LabFaultSwitch): void {
    if (isOn) this.#rounds.set(roundKey(name, endpointId), this.#roundOf(name, endpointId) + 1);
    const current = this.#on.get(name);
    if (endpointId === undefined) {
      if (isOn) this.#on.set(name, 'everywhere');
      else this.#on.delete(name);
      return;
    }
    const ids = new Set(current === 'everywhere' ? [] : current);
    if (isOn) ids.add(endpointId);
    else ids.delete(endpointId);
    if (ids.size > 0) this.#on.set(name, ids);
    else this.#on.delete(name);
  }

  isOn(name: LabFaultName, endpointId?: string): boolean {
    const where = this.#on.get(name);
    if (where === undefined) return false;
    return where === 'everywhere' || (endpointId !== undefined && where.has(endpointId));
  }

  /**
   * How often the fault was switched on so far, everywhere or for this endpoint. What was given out in an earlier
   * round is struck by the fault; what was given out since (a refreshed token, a renewed consent) is not.
   */
  round(name: LabFaultName, endpointId?: string): number {
    return this.#roundOf(name, undefined) + (endpointId === undefined ? 0 : this.#roundOf(name, endpointId));
  }

  #roundOf(name: LabFaultName, endpointId: string | undefined): number {
    return this.#rounds.get(roundKey(name, endpointId)) ?? 0;
  }

  list(): LabFaultState[] {
    return labFaults.map((fault) => {
      const where = this.#on.get(fault.name);
      return { ...fault, isOn: where !== undefined, endpointIds: where instanceof Set ? [...where] : [] };
    });
  }

  reset(): void {
    this.#on.clear();
  }
}

const roundKey = (name: LabFaultName, endpointId: string | undefined): string => `${name} ${endpointId ?? ''}`;
