import { type Bucket, emptied, type FullAt, freeAt, take } from './bucket.ts';

/**
 * From one number to one person: a message in 6 seconds, and up to 45 at once that borrow from the time to come (Meta
 * docs, Mar 2026: about the platform).
 */
const pairBucket: Bucket = { burst: 45, intervalMs: 6_000 };

/** Two messages can come closer together at Meta than they left here; a little late costs nobody anything. */
const ON_THE_WAY_MS = 250;

/** When the next message to the person may go; undefined for at once. */
export function pairFreeAt(fullAt: FullAt | null, now: number): Date | undefined {
  const free = freeAt(pairBucket, fullAt ?? 0);
  return free <= now ? undefined : new Date(Math.ceil(free) + ON_THE_WAY_MS);
}

/** After one more message to the person. */
export function afterPairSend(fullAt: FullAt | null, now: number): FullAt {
  return take(pairBucket, fullAt ?? 0, now);
}

/** After Meta has said that the pair has used up its quota (131056): others may write from the same number elsewhere. */
export function afterPairLimit(fullAt: FullAt | null, now: number): FullAt {
  return emptied(pairBucket, fullAt ?? 0, now);
}
