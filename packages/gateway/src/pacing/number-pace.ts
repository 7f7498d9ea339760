import { type Bucket, emptied, type FullAt } from './bucket.ts';

/** Messages a second that Meta takes from a number (Meta docs, Mar 2026: throughput). */
export const MESSAGES_PER_SECOND = { standard: 80, high: 1_000, onPhoneApp: 20 } as const;

/**
 * What is kept back of a second's messages: half of it for a burst, half for messages that come closer together at Meta
 * than they left here. At most as many as a busy event loop needs to catch up after a pause.
 */
const KEPT_BACK_SHARE = 0.1;
const MOST_KEPT_BACK = 40;

/** Each halves the pace: down to a sixteenth, five a second on a standard number, where Meta surely takes them. */
const MOST_HALVINGS = 4;

/** After this long without another complaint the pace doubles again. */
const RECOVER_MS = 10_000;

/** The calls under way together are refused together: that is one complaint, not one for each. */
const SAME_COMPLAINT_MS = 1_000;

/** What a number may send a second, by what Meta says of it; what it does not say counts as the standard. */
export function messagesPerSecond(number: {
  readonly throughput: string | null;
  readonly onPhoneApp: boolean;
}): number {
  // A number that is used in the phone app as well keeps its pace whatever its level.
  if (number.onPhoneApp) return MESSAGES_PER_SECOND.onPhoneApp;
  return number.throughput === 'HIGH' ? MESSAGES_PER_SECOND.high : MESSAGES_PER_SECOND.standard;
}

/** How a number goes at the moment; `slowedAt` is the last time that Meta complained (130429). */
export type NumberPace = { readonly fullAt: FullAt; readonly halvings: number; readonly slowedAt: number };

export const freshPace: NumberPace = { fullAt: 0, halvings: 0, slowedAt: 0 };

/** The bucket of a number with that limit, at the pace that it goes now. */
export function bucketOf(perSecond: number, pace: NumberPace, now: number): Bucket {
  const slowed = perSecond / 2 ** halvingsAt(pace, now);
  const keptBack = Math.min(slowed * KEPT_BACK_SHARE, MOST_KEPT_BACK);
  return { burst: Math.max(1, Math.floor(keptBack / 2)), intervalMs: 1_000 / (slowed - keptBack) };
}

/** The pace after Meta has said that it was too fast: half of it, from an empty bucket. */
export function slowDown(perSecond: number, pace: NumberPace, now: number): NumberPace {
  const isSameComplaint = pace.halvings > 0 && now - pace.slowedAt < SAME_COMPLAINT_MS;
  if (isSameComplaint) return pace;
  const halvings = Math.min(halvingsAt(pace, now) + 1, MOST_HALVINGS);
  const slowed = { fullAt: pace.fullAt, halvings, slowedAt: now };
  return { ...slowed, fullAt: emptied(bucketOf(perSecond, slowed, now), pace.fullAt, now) };
}

function halvingsAt({ halvings, slowedAt }: NumberPace, now: number): number {
  return Math.max(0, halvings - Math.floor(Math.max(0, now - slowedAt) / RECOVER_MS));
}
