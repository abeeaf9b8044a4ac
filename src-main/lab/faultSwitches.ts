import { type LabFaultName, type LabFaultState, type LabFaultSwitch, labFaults } from '../contract/lab.ts';

/** Which faults the lab shows now, everywhere or at some endpoints only. */
export class FaultSwitches {
  #on = new Map<LabFaultName, Set<string> | 'everywhere'>();

  switch({ name, isOn, endpointId }: LabFaultSwitch): void {
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
