/** A webhook that waits for its delivery. */
export type Waiting = {
  id: number;
  dueMs: number;
  failures: number;
  /** Later webhooks of the lane wait for this one. */
  holds: boolean;
  /** Held back by the fault `reorder` until the next one of the lane has passed it. */
  overtakable: boolean;
  inFlight: boolean;
};

/**
 * The webhooks of one chat, in order. One that is on its way, or whose target can't be reached, holds the ones
 * behind it, so the order stays; one that was answered with anything but 200 lets them pass, as Meta does.
 */
export class Lane {
  readonly #waiting: Waiting[] = [];

  add(one: Waiting): void {
    this.#waiting.push(one);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** What may go now, and when to look again if nothing else happens. */
  due(nowMs: number): { ready: Waiting[]; nextMs: number } {
    const ready: Waiting[] = [];
    let nextMs = Number.POSITIVE_INFINITY;
    for (const one of this.#waiting) {
      if (!one.inFlight) {
        if (one.dueMs <= nowMs) ready.push(one);
        else nextMs = Math.min(nextMs, one.dueMs);
      }
      if (one.holds) break;
    }
    return { ready, nextMs };
  }

  /** Takes a delivered one out; those that waited to be overtaken by it may go. */
  remove(id: number, nowMs: number): void {
    const index = this.#waiting.findIndex((one) => one.id === id);
    if (index >= 0) this.#waiting.splice(index, 1);
    for (const one of this.#waiting) {
      if (one.overtakable && one.id < id) one.dueMs = Math.min(one.dueMs, nowMs);
    }
  }
}
