/** The lab's clock: real time that can be hurried forward, for timers and deadlines. */
export class LabClock {
  #offsetMs = 0;
  readonly #listeners = new Set<() => void>();

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** `2026-01-26T19:18:20+00:00`, as Globus writes times. */
  iso(ms = this.now()): string {
    return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
  }

  hurry(ms: number): void {
    this.#offsetMs += ms;
    for (const listener of this.#listeners) listener();
  }

  reset(): void {
    this.#offsetMs = 0;
    for (const listener of this.#listeners) listener();
  }

  /** Called after every jump of the clock, so that whoever waits for a time looks again. Answers the way to stop it. */
  onJump(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
