import type { WebhookEvent } from '@parley/core/cloud-api';
import { HOUR_MS } from '../time-units.ts';

/** What was heard of a number since it was written down last. */
export type Heard = {
  /** Webhook items by the hour they came in, as milliseconds of its beginning. */
  readonly hours: ReadonlyMap<number, number>;
  readonly lastStatusAt: number | null;
  /** The first accepted send after the last status. */
  readonly unanswered: { readonly messageId: string; readonly at: number } | null;
};

type Counting = { hours: Map<number, number>; lastStatusAt: number | null; unanswered: Heard['unanswered'] };

/** Counts in memory what comes in and goes out: thousands a second, so that each costs next to nothing. */
export type Pulse = {
  readonly startedAt: Date;
  /** A webhook was stored. */
  heard(items: readonly WebhookEvent[], now: Date): void;
  /** Meta accepted a send. */
  accepted(numberId: string, messageId: string, now: Date): void;
  /** What was counted; counting begins anew. */
  take(): ReadonlyMap<string, Heard>;
};

export function createPulse(startedAt: Date): Pulse {
  let numbers = new Map<string, Counting>();
  const countingOf = (numberId: string): Counting => {
    const known = numbers.get(numberId);
    if (known) return known;
    const fresh: Counting = { hours: new Map(), lastStatusAt: null, unanswered: null };
    numbers.set(numberId, fresh);
    return fresh;
  };
  return {
    startedAt,
    heard(items, now) {
      const at = now.getTime();
      const hour = at - (at % HOUR_MS);
      for (const item of items) {
        if (!('numberId' in item) || item.numberId === undefined) continue;
        const counting = countingOf(item.numberId);
        counting.hours.set(hour, (counting.hours.get(hour) ?? 0) + 1);
        if (item.kind !== 'status') continue;
        counting.lastStatusAt = at;
        counting.unanswered = null;
      }
    },
    accepted(numberId, messageId, now) {
      countingOf(numberId).unanswered ??= { messageId, at: now.getTime() };
    },
    take() {
      const taken = numbers;
      numbers = new Map();
      return taken;
    },
  };
}

/** The first send of a number that no status has followed, over what was stored and what was heard since. */
export function mergeUnanswered(
  stored: { readonly lastStatusAt: number | null; readonly unanswered: Heard['unanswered'] },
  heard: Pick<Heard, 'lastStatusAt' | 'unanswered'>,
): { readonly lastStatusAt: number | null; readonly unanswered: Heard['unanswered'] } {
  const lastStatusAt = Math.max(stored.lastStatusAt ?? 0, heard.lastStatusAt ?? 0) || null;
  const [unanswered = null] = [stored.unanswered, heard.unanswered]
    .filter((send) => send !== null)
    // Another process may have heard of it; a status of the same moment counts as one that came after.
    .filter((send) => send.at > (lastStatusAt ?? 0))
    .sort((a, b) => a.at - b.at);
  return { lastStatusAt, unanswered };
}
