/** Node fires at once when a delay does not fit into 32 bits, so long waits are cut into shorter ones. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** Calls `ring` at the earliest of the moments asked for; rings once, then waits to be set again. */
export class Alarm {
  readonly #ring: () => void;
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(ring: () => void) {
    this.#ring = ring;
  }

  set(dueMs: number): void {
    if (this.#stopped || dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    const wait = Math.min(Math.max(0, dueMs - Date.now()), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => {
      this.#dueMs = Number.POSITIVE_INFINITY;
      this.#ring();
    }, wait);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
