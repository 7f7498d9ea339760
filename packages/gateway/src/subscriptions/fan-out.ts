import type { Position } from '../events/cursor.ts';
import { type EventRow, readEvents } from '../events/read-events.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { passes } from './matches.ts';
import { filterOf, type SubscriptionRow } from './view.ts';
import { isWaiting } from './waiting.ts';

/** Events turned into deliveries in one transaction. */
const FAN_OUT_EVENTS = 200;

/** A target that is down has this many deliveries waiting; the rest waits in the event log, which is there anyway. */
const MAX_WAITING = 1000;

/** How far a subscription has been read, past events that it does not want: those are not worth a write. */
export type ReadUpTo = { readonly stored: number; readonly position: number };

/** What a look at the log came to. */
export type FannedOut = {
  readonly readUpTo: ReadUpTo;
  /** New deliveries were made. */
  readonly hasMade: boolean;
  /** More may follow at once. */
  readonly hasMore: boolean;
};

/** Makes deliveries of the events between where the subscription has been read to and the head of the log. */
export async function fanOut(
  runtime: Runtime,
  row: SubscriptionRow,
  known: ReadUpTo | undefined,
  head: Position,
): Promise<FannedOut> {
  // The stored position is the one that counts: a replay sets it back.
  const start = known?.stored === row.position ? known.position : row.position;
  const unchanged = { readUpTo: { stored: row.position, position: start }, hasMade: false, hasMore: false };
  // Asked before anything is written: a commit that changes nothing would only wake us again.
  if (start >= head || (await isFull(runtime.store.read, row))) return unchanged;
  const { types, numbers, filter } = filterOf(row);
  const page = await readEvents(runtime.store, start, { types, numbers }, FAN_OUT_EVENTS);
  const wanted = page.rows.filter((event) => passes(event, filter));
  const hasMore = page.rows.length === FAN_OUT_EVENTS;
  if (wanted.length === 0)
    return { readUpTo: { stored: row.position, position: page.position }, hasMade: false, hasMore };
  const isDone = await runtime.store.write((tx) => enqueue(tx, runtime, row, wanted, page.position));
  if (!isDone) return unchanged;
  return { readUpTo: { stored: page.position, position: page.position }, hasMade: true, hasMore };
}

async function isFull(tx: Tx, row: SubscriptionRow): Promise<boolean> {
  return (await waitingEvents(tx, row)).length >= MAX_WAITING;
}

async function waitingEvents(tx: Tx, row: SubscriptionRow): Promise<Position[]> {
  const waiting = await tx
    .selectFrom('delivery')
    .select('event_seq')
    .where('subscription_id', '=', row.id)
    .where(isWaiting)
    .limit(MAX_WAITING)
    .execute();
  return waiting.map((delivery) => delivery.event_seq);
}

async function enqueue(
  tx: Tx,
  runtime: Runtime,
  row: SubscriptionRow,
  events: readonly EventRow[],
  position: number,
): Promise<boolean> {
  const now = await tx
    .selectFrom('subscription')
    .select('position')
    .where('id', '=', row.id)
    .where('state', '!=', 'ended')
    .executeTakeFirst();
  // Deleted, ended or set back meanwhile: read again from what is true now.
  if (now?.position !== row.position) return false;
  // After a replay some of these may be waiting already.
  const known = new Set(await waitingEvents(tx, row));
  const fresh = events.filter((event) => !known.has(event.seq));
  const at = runtime.now().getTime();
  if (fresh.length > 0)
    await tx
      .insertInto('delivery')
      .values(
        fresh.map((event) => ({
          id: newId('dlv'),
          subscription_id: row.id,
          event_seq: event.seq,
          event_id: event.id,
          type: event.type,
          state: 'waiting' as const,
          attempts: 0,
          next_attempt_at: at,
          last_status: null,
          last_problem: null,
          delivered_at: null,
        })),
      )
      .execute();
  await tx.updateTable('subscription').set({ position }).where('id', '=', row.id).execute();
  return true;
}
