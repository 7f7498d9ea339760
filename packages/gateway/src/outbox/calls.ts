import { throttleOf } from '@parley/core/cloud-api';
import type { Pacer } from '../pacing/pacer.ts';
import type { Runtime } from '../runtime.ts';
import { type MetaCaller, metaCaller } from './call-meta.ts';
import { type Claim, claim } from './claim.ts';
import type { Due } from './due.ts';
import { recordOutcome } from './outcome.ts';
import type { Work } from './work.ts';

/** Calls at a time of one number: at 150 ms a call these make the 1,000 sends a second that Meta takes from it. */
const MAX_CALLS_EACH = 160;

/** Over all numbers: one that hangs leaves room for the others. */
const MAX_CALLS = 256;

/**
 * The sends under way: each message is claimed in a transaction of its own (decided again, then `sending`), called
 * outside of any, and how it ended is recorded. It remembers only what the store can't know: the claims that are being
 * made, and the calls that are waited for.
 */
export class Calls {
  readonly #runtime: Runtime;
  readonly #pacer: Pacer;
  readonly #work: Work;
  readonly #done: () => void;
  readonly #callMeta: MetaCaller;
  /** Conversations whose head is being claimed, with their number. */
  readonly #claiming = new Map<string, string>();
  /** Messages whose call takes up a place of their number; one that a status has settled gives its place up. */
  readonly #calls = new Map<string, string>();

  constructor(runtime: Runtime, pacer: Pacer, work: Work, done: () => void) {
    this.#runtime = runtime;
    this.#pacer = pacer;
    this.#work = work;
    this.#done = done;
    this.#callMeta = metaCaller(runtime);
  }

  /** How many more calls may be under way from a number. */
  places(numberId: string): number {
    const all = MAX_CALLS - this.#calls.size - this.#claiming.size;
    return Math.min(all, MAX_CALLS_EACH - countOf(this.#calls, numberId) - this.claims(numberId));
  }

  /** How many more the pace of the number allows: a claim under way has its token reserved, its call will take it. */
  room(numberId: string): number {
    return this.#pacer.room(numberId) - this.claims(numberId);
  }

  /** Claims of a number that are being made. */
  claims(numberId: string): number {
    return countOf(this.#claiming, numberId);
  }

  isClaiming(conversationId: string): boolean {
    return this.#claiming.has(conversationId);
  }

  /** A call can hang although its message is settled, by a status that came first: nothing waits for it any more. */
  async giveUpPlaces(): Promise<void> {
    if (this.#calls.size === 0) return;
    const open = await this.#runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('id', 'in', [...this.#calls.keys()])
      .where('status', '=', 'sending')
      .execute();
    const stillOpen = new Set(open.map(({ id }) => id));
    for (const id of this.#calls.keys()) if (!stillOpen.has(id)) this.#calls.delete(id);
  }

  /** Claims, calls and records. */
  start(due: Due): void {
    this.#claiming.set(due.conversationId, due.numberId);
    this.#work.run(() => this.#send(due));
  }

  async #send({ id, conversationId }: Due): Promise<void> {
    let claimed: Claim | undefined;
    try {
      claimed = await this.#runtime.store.write((tx) => claim(tx, this.#runtime, id));
    } catch (err) {
      // Fail closed: what the decision depends on could not be read, so the message stays where it is.
      this.#runtime.log.error({ err, message: id }, 'a message could not be decided; it waits');
      await this.#work.pause();
    } finally {
      this.#claiming.delete(conversationId);
    }
    if (claimed) await this.#call(claimed);
    this.#done();
  }

  async #call(claimed: Claim): Promise<void> {
    const { messageId, numberId } = claimed;
    this.#calls.set(messageId, numberId);
    // At the last moment before the call: what the commit of its claim took must not bring it closer to the next one.
    this.#pacer.take(numberId);
    const outcome = await this.#callMeta(claimed);
    const throttle = outcome.kind === 'rejected' ? throttleOf(outcome.error.code) : undefined;
    if (throttle === 'throughput' || throttle === 'call_rate') this.#pacer.slowDown(numberId);
    await this.#work.untilDone('the outcome of a call', (tx) =>
      recordOutcome(tx, this.#runtime, claimed, outcome),
    );
    this.#calls.delete(messageId);
  }
}

function countOf(entries: ReadonlyMap<string, string>, numberId: string): number {
  let count = 0;
  for (const number of entries.values()) if (number === numberId) count += 1;
  return count;
}
