import { type Bucket, freeAt, take, tokensAt } from './bucket.ts';
import { bucketOf, freshPace, MESSAGES_PER_SECOND, type NumberPace, slowDown } from './number-pace.ts';

/**
 * Keeps every number of this process at the pace that Meta takes from it. What it remembers is a second long: after a
 * restart it begins anew, and should that have been too fast, Meta's 130429 corrects it.
 */
export class Pacer {
  readonly #clock: () => number;
  readonly #limits = new Map<string, number>();
  readonly #paces = new Map<string, NumberPace>();

  /** `clock` counts milliseconds and is never set back: a corrected wall clock must not hold up a number. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** What Meta says the number may send a second. */
  setLimit(numberId: string, perSecond: number): void {
    this.#limits.set(numberId, perSecond);
  }

  /** How many messages may leave the number now. */
  room(numberId: string): number {
    const { bucket, pace, now } = this.#at(numberId);
    return tokensAt(bucket, pace.fullAt, now);
  }

  /** How long until the next message may leave the number. */
  waitMs(numberId: string): number {
    const { bucket, pace, now } = this.#at(numberId);
    return Math.max(0, Math.ceil(freeAt(bucket, pace.fullAt) - now));
  }

  take(numberId: string): void {
    const { bucket, pace, now } = this.#at(numberId);
    this.#paces.set(numberId, { ...pace, fullAt: take(bucket, pace.fullAt, now) });
  }

  /** Meta has answered that the number goes too fast. */
  slowDown(numberId: string): void {
    const { limit, pace, now } = this.#at(numberId);
    this.#paces.set(numberId, slowDown(limit, pace, now));
  }

  #at(numberId: string): {
    readonly limit: number;
    readonly bucket: Bucket;
    readonly pace: NumberPace;
    readonly now: number;
  } {
    const now = this.#clock();
    const pace = this.#paces.get(numberId) ?? freshPace;
    const limit = this.#limits.get(numberId) ?? MESSAGES_PER_SECOND.standard;
    return { limit, pace, now, bucket: bucketOf(limit, pace, now) };
  }
}
