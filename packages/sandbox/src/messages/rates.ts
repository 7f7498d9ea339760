/** Messages a second that Meta lets one number send, by its throughput level. */
const MESSAGES_PER_SECOND = { STANDARD: 80, HIGH: 1_000 } as const;

/** One message each 6 seconds to the same person, and a burst of 45 that borrows from the time to come. */
const PAIR_INTERVAL_MS = 6_000;
const PAIR_BURST = 45;

/** Above this many pairs those whose burst is whole again are forgotten. */
const PAIRS_KEPT = 50_000;

/** Counts what a number sends; a refused message does not count. */
export class Rates {
  readonly #sent = new Map<string, number[]>();
  readonly #pairs = new Map<string, { left: number; atMs: number }>();

  /** Answers the code of Meta's refusal, or nothing and then counts the message. */
  take(
    numberId: string,
    level: 'STANDARD' | 'HIGH',
    phone: string,
    nowMs: number,
  ): 130429 | 131056 | undefined {
    const second = (this.#sent.get(numberId) ?? []).filter((at) => at > nowMs - 1_000);
    this.#sent.set(numberId, second);
    if (second.length >= MESSAGES_PER_SECOND[level]) return 130429;
    const key = `${numberId} ${phone}`;
    const pair = this.#pairs.get(key) ?? { left: PAIR_BURST, atMs: nowMs };
    const left = Math.min(PAIR_BURST, pair.left + (nowMs - pair.atMs) / PAIR_INTERVAL_MS);
    if (left < 1) return 131056;
    second.push(nowMs);
    this.#pairs.set(key, { left: left - 1, atMs: nowMs });
    if (this.#pairs.size > PAIRS_KEPT) this.#forgetRested(nowMs);
    return undefined;
  }

  reset(): void {
    this.#sent.clear();
    this.#pairs.clear();
  }

  #forgetRested(nowMs: number): void {
    for (const [key, { left, atMs }] of this.#pairs) {
      if (left + (nowMs - atMs) / PAIR_INTERVAL_MS >= PAIR_BURST) this.#pairs.delete(key);
    }
  }
}
