import { HOLDS_ORDER_ATTEMPTS } from './retry.ts';

/** A delivery that waits; `orderKey` is the person it is about, whose events keep their order. */
export type Waiting = {
  readonly id: string;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly orderKey: string;
};

/**
 * Which of a subscription's waiting deliveries, oldest first, may be tried now.
 *
 * Active: every due one in order, at most one for each person at a time. One that waits for its next attempt holds up
 * its person's later ones for a while, nobody else's.
 * Paused: one probe at a time, with an event that was tried before; the backlog waits for its success.
 */
export function chooseDue<Row extends Waiting>(
  rows: readonly Row[],
  state: {
    readonly isPaused: boolean;
    readonly underWay: ReadonlySet<string>;
    readonly room: number;
    readonly now: number;
  },
): Row[] {
  const isDue = (row: Row) => row.nextAttemptAt <= state.now;
  if (state.isPaused) {
    if (state.underWay.size > 0) return [];
    const tried = rows.filter((row) => row.attempts > 0);
    return (tried.length > 0 ? tried : rows.slice(0, 1)).filter(isDue).slice(0, 1);
  }
  const chosen: Row[] = [];
  const held = new Set(rows.filter((row) => state.underWay.has(row.id)).map((row) => row.orderKey));
  for (const row of rows) {
    if (chosen.length >= state.room) break;
    if (held.has(row.orderKey)) continue;
    if (isDue(row)) chosen.push(row);
    if (isDue(row) || row.attempts < HOLDS_ORDER_ATTEMPTS) held.add(row.orderKey);
  }
  return chosen;
}

/** When something of these will be due that is not yet; undefined when nothing waits for a moment. */
export function nextDue(rows: readonly Waiting[], now: number): number | undefined {
  const later = rows.filter((row) => row.nextAttemptAt > now).map((row) => row.nextAttemptAt);
  return later.length === 0 ? undefined : Math.min(...later);
}
