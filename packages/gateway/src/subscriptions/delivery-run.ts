import type { Position } from '../events/cursor.ts';
import { viewEvent } from '../events/read-events.ts';
import type { Runtime } from '../runtime.ts';
import { chooseDue, nextDue, type Waiting } from './choose-due.ts';
import { fanOut, type ReadUpTo } from './fan-out.ts';
import type { Poster } from './post.ts';
import { recordDelivered, recordExpired, recordFailure } from './record-outcome.ts';
import { DOWN_AFTER_EVENTS } from './retry.ts';
import { type DeliveryRow, filterOf, type SubscriptionRow } from './view.ts';
import { isWaiting } from './waiting.ts';

/** POSTs at a time to one target: more would let one slow target take the room of the others. */
const MAX_UNDER_WAY_EACH = 8;

/** Waiting deliveries looked at together. */
const LOOK_AHEAD = 200;

/** The store failed, or a secret does not open: without a rest the same would be tried over and over. */
const REST_MS = 5000;

type Candidate = DeliveryRow & Waiting;

/** The deliveries of one subscription that this process has under way, and what it remembers of the target. */
export class DeliveryRun {
  readonly underWay = new Map<string, Promise<void>>();
  readonly #runtime: Runtime;
  readonly #poster: Poster;
  readonly #stopping: AbortSignal;
  readonly #wake: () => void;
  readonly #failedInARow = new Set<string>();
  #readUpTo: ReadUpTo | undefined;
  #state: SubscriptionRow['state'] | undefined;
  #hasChanged = true;
  #nextDue: number | undefined;
  #restsUntil = 0;

  constructor(runtime: Runtime, poster: Poster, stopping: AbortSignal, wake: () => void) {
    this.#runtime = runtime;
    this.#poster = poster;
    this.#stopping = stopping;
    this.#wake = wake;
  }

  /** Takes in new events and starts what is due; answers when the next one will be. */
  async advance(row: SubscriptionRow, head: Position, room: number): Promise<number | undefined> {
    const now = this.#runtime.now().getTime();
    if (now < this.#restsUntil) return this.#restsUntil;
    const { readUpTo, hasMade, hasMore } = await fanOut(this.#runtime, row, this.#readUpTo, head);
    this.#readUpTo = readUpTo;
    if (hasMore) this.#wake();
    const isDue = this.#nextDue !== undefined && this.#nextDue <= now;
    // Every commit of the gateway leads here: what can't have changed is not looked up.
    if (!hasMade && !this.#hasChanged && !isDue && row.state === this.#state) return this.#nextDue;
    const places = Math.min(room, MAX_UNDER_WAY_EACH - this.underWay.size);
    this.#hasChanged = places <= 0;
    if (this.#hasChanged) return this.#nextDue;
    this.#state = row.state;
    const waiting = await this.#waiting(row.id);
    const due = chooseDue(waiting, {
      isPaused: row.state === 'paused',
      underWay: new Set(this.underWay.keys()),
      room: places,
      now,
    });
    for (const delivery of due) this.#start(row, delivery);
    // There was no room for more: look again as soon as there may be.
    if (due.length === places) this.#hasChanged = true;
    this.#nextDue = nextDue(waiting, now);
    return this.#nextDue;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  async #waiting(subscriptionId: string): Promise<Candidate[]> {
    const rows = await this.#runtime.store.read
      .selectFrom('delivery')
      .leftJoin('event', 'event.seq', 'delivery.event_seq')
      .selectAll('delivery')
      .select(['event.contact_id', 'event.number_id'])
      .where('subscription_id', '=', subscriptionId)
      .where(isWaiting)
      .orderBy('event_seq')
      .limit(LOOK_AHEAD)
      .execute();
    return rows.map(({ contact_id, number_id, ...row }) => ({
      ...row,
      nextAttemptAt: row.next_attempt_at ?? 0,
      // What is about no person keeps its order among its like.
      orderKey: contact_id ?? number_id ?? '',
    }));
  }

  #start(row: SubscriptionRow, delivery: Candidate): void {
    const done = this.#deliver(row, delivery)
      .catch((error: unknown) => {
        this.#restsUntil = this.#runtime.now().getTime() + REST_MS;
        const about = { err: error, delivery: delivery.id };
        this.#runtime.log.error(about, 'a delivery could not be made or recorded; it is repeated');
      })
      .finally(() => {
        this.underWay.delete(delivery.id);
        this.#hasChanged = true;
        this.#wake();
      });
    this.underWay.set(delivery.id, done);
  }

  async #deliver(row: SubscriptionRow, delivery: Candidate): Promise<void> {
    const { store, secrets } = this.#runtime;
    const event = await store.read
      .selectFrom('event')
      .selectAll()
      .where('seq', '=', delivery.event_seq)
      .executeTakeFirst();
    if (!event) return store.write((tx) => recordExpired(tx, this.#runtime, delivery));
    const result = await this.#poster.post({
      url: row.url,
      secret: secrets.open(row.secret),
      olderSecrets: (JSON.parse(row.older_secrets) as string[]).map((sealed) => secrets.open(sealed)),
      eventId: event.id,
      body: JSON.stringify(viewEvent(event, filterOf(row).numbers)),
      now: this.#runtime.now(),
      signal: this.#stopping,
    });
    if (result.ok) {
      this.#failedInARow.clear();
      return store.write((tx) => recordDelivered(tx, this.#runtime, delivery, result.status));
    }
    // Cut off by the stop: it is nobody's failure, and goes again after the next start.
    if (this.#stopping.aborted) return;
    this.#failedInARow.add(delivery.id);
    const isDown = this.#failedInARow.size >= DOWN_AFTER_EVENTS;
    await store.write((tx) => recordFailure(tx, this.#runtime, delivery, result, isDown));
  }
}
