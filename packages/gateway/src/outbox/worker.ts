import { messagesPerSecond } from '../pacing/number-pace.ts';
import { Pacer } from '../pacing/pacer.ts';
import type { Runtime } from '../runtime.ts';
import { HOUR_MS } from '../time-units.ts';
import { Calls } from './calls.ts';
import { type Due, findDue, nextAttempt, nextUnblocked, type SendingNumber, sendingNumbers } from './due.ts';
import { listenForSends } from './expected.ts';
import { keepHouse } from './housekeeping.ts';
import { forgetCalls } from './unknown.ts';
import { RETRY_MS, Work } from './work.ts';

/** A call's own time-out is 15 seconds: an orderly end waits no longer than that. */
const STOP_WAIT_MS = 15_000;

/** What goes by the clock and is in no hurry. */
const HOUSEKEEPING_MS = 5000;

/** Timers count in 32 bits; looking once an hour for nothing costs nothing. */
const MAX_SLEEP_MS = HOUR_MS;

/** `wake` looks for due messages at once; `stop` starts no more calls and waits for those under way. */
export type Outbox = { wake(): void; stop(): Promise<void> };

/** Starts sending what is due, one in flight per conversation, each number at its own pace. */
export function startOutbox(runtime: Runtime): Outbox {
  const worker = new OutboxWorker(runtime);
  worker.start();
  return worker;
}

/**
 * The loop that sends. Every commit wakes it: for each number it takes the heads of the conversations that are due, as
 * many as the number's pace and places allow, and sleeps until the next moment at which one more may go.
 */
class OutboxWorker implements Outbox {
  readonly #runtime: Runtime;
  readonly #startedAt: Date;
  readonly #work: Work;
  readonly #pacer = new Pacer();
  readonly #calls: Calls;
  #isReady = false;
  #isPassing = false;
  #isWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #housekeeping: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#startedAt = runtime.now();
    this.#work = new Work(runtime);
    this.#calls = new Calls(runtime, this.#pacer, this.#work, () => this.wake());
  }

  start(): void {
    const stops = [
      this.#runtime.store.onCommit(() => this.wake()),
      listenForSends(this.#runtime, (due) => this.#expect(due)),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
    this.#housekeeping = setInterval(
      () => this.#work.run(() => keepHouse(this.#runtime, this.#startedAt)),
      HOUSEKEEPING_MS,
    );
    this.#work.run(async () => {
      await this.#work.untilDone('calls of the last run', (tx) => forgetCalls(tx, this.#runtime));
      this.#isReady = true;
      this.wake();
    });
  }

  wake(): void {
    this.#isWanted = true;
    if (this.#isPassing || this.#work.isStopped || !this.#isReady) return;
    this.#isPassing = true;
    this.#work.run(() => this.#passes());
  }

  async stop(): Promise<void> {
    this.#stopListening();
    clearTimeout(this.#timer);
    clearInterval(this.#housekeeping);
    await this.#work.stop(STOP_WAIT_MS);
    clearTimeout(this.#timer);
  }

  async #passes(): Promise<void> {
    try {
      while (this.#isWanted && !this.#work.isStopped) {
        this.#isWanted = false;
        await this.#pass();
      }
    } catch (err) {
      this.#runtime.log.error({ err }, 'due messages could not be read; tried again in a second');
      this.#sleep(RETRY_MS);
    } finally {
      this.#isPassing = false;
    }
    if (this.#isWanted) this.wake();
  }

  // It is claimed as everything else is; should its acceptance not be committed after all, the claim finds nothing.
  #expect(due: Due): void {
    if (!this.#isReady || this.#work.isStopped || this.#calls.isClaiming(due.conversationId)) return;
    const most = Math.min(this.#calls.room(due.numberId), this.#calls.places(due.numberId));
    if (most > 0) this.#calls.start(due);
  }

  async #pass(): Promise<void> {
    const { read } = this.#runtime.store;
    const now = this.#runtime.now().getTime();
    const moments = [await nextUnblocked(read, now)];
    for (const number of await sendingNumbers(read)) moments.push(await this.#passOf(number, now));
    const next = moments.filter((moment) => moment !== undefined);
    if (next.length > 0) this.#sleep(Math.max(Math.min(...next) - now, 0));
  }

  // Answers when the number has to be looked at again by itself.
  async #passOf(number: SendingNumber, now: number): Promise<number | undefined> {
    const { read } = this.#runtime.store;
    this.#pacer.setLimit(number.id, messagesPerSecond(number));
    if (this.#calls.places(number.id) <= 0) await this.#calls.giveUpPlaces();
    const places = this.#calls.places(number.id);
    const room = this.#calls.room(number.id);
    const heads = await this.#free(number.id, now, Math.min(places, room));
    for (const head of heads) this.#calls.start(head);
    const next = await nextAttempt(read, number.id, now);
    // What found no room goes on as soon as there is some; what found no place is woken by the end of a call.
    const isPaced = room <= places && heads.length >= room;
    if (!isPaced) return next;
    return Math.min(next ?? Number.POSITIVE_INFINITY, now + Math.max(1, this.#pacer.waitMs(number.id)));
  }

  async #free(numberId: string, now: number, most: number): Promise<readonly Due[]> {
    if (most <= 0) return [];
    const due = await findDue(this.#runtime.store.read, numberId, now, most + this.#calls.claims(numberId));
    return due.filter(({ conversationId }) => !this.#calls.isClaiming(conversationId)).slice(0, most);
  }

  #sleep(ms: number): void {
    if (this.#work.isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.min(ms, MAX_SLEEP_MS));
  }
}
