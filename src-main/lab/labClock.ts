/** The lab's clock: real time that can be hurried forward, for timers and deadlines. */
export class LabClock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** `2026-01-26T19:18:20+00:00`, as Globus writes times. */
  iso(ms = this.now()): string {
    return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
  }

  hurry(ms: number): void {
    this.#offsetMs += ms;
  }

  reset(): void {
    this.#offsetMs = 0;
  }
}
