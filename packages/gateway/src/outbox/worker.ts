import type { Runtime } from '../runtime.ts';
import { type MetaCaller, metaCaller } from './call-meta.ts';
import { type Claim, claim } from './claim.ts';
import { type Due, findDue, nextMoment } from './due.ts';
import { listenForSends } from './expected.ts';
import { keepHouse } from './housekeeping.ts';
import { recordOutcome } from './outcome.ts';
import { forgetCalls } from './unknown.ts';

/** Calls at a time: at 50 ms a call these make more than the 1,000 sends a second that Meta takes from a number. */
const MAX_CALLS = 64;

/** A call's own time-out is 15 seconds: an orderly end waits no longer than that. */
const STOP_WAIT_MS = 15_000;

/** What failed for a reason of our own, a full disk say, is tried again; nothing is sent meanwhile. */
const RETRY_MS = 1000;

/** What goes by the clock and is in no hurry. */
const HOUSEKEEPING_MS = 5000;

/** Timers count in 32 bits; looking once an hour for nothing costs nothing. */
const MAX_SLEEP_MS = 60 * 60 * 1000;

/** `wake` looks for due messages at once; `stop` starts no more calls and waits for those under way. */
export type Outbox = { wake(): void; stop(): Promise<void> };

/** Starts sending what is due, one in flight per conversation. */
export function startOutbox(runtime: Runtime): Outbox {
  const worker = new OutboxWorker(runtime);
  worker.start();
  return worker;
}

/**
 * The loop that sends. Every commit wakes it: it takes the heads of the conversations that are due, claims each in a
 * transaction of its own (decided again, then `sending`), makes the call outside of any, and records how it ended.
 *
 * It remembers only what the store can't know: the claims it is making, and the calls it waits for.
 */
class OutboxWorker implements Outbox {
  readonly #runtime: Runtime;
  readonly #startedAt: Date;
  readonly #callMeta: MetaCaller;
  /** Conversations whose head is being claimed. */
  readonly #claiming = new Set<string>();
  /** Messages whose call takes up one of the places; one that a status has settled gives its place up. */
  readonly #calls = new Set<string>();
  readonly #work = new Set<Promise<void>>();
  #isReady = false;
  #isStopped = false;
  #isPassing = false;
  #isWanted = false;
  #timer: NodeJS.Timeout | undefined;
  #housekeeping: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#startedAt = runtime.now();
    this.#callMeta = metaCaller(runtime);
  }

  start(): void {
    const stops = [
      this.#runtime.store.onCommit(() => this.wake()),
      listenForSends(this.#runtime, (due) => this.#expect(due)),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
    this.#housekeeping = setInterval(() => this.#run(() => this.#keepHouse()), HOUSEKEEPING_MS);
    this.#run(async () => {
      await this.#untilDone('calls of the last run', (tx) => forgetCalls(tx, this.#runtime));
      this.#isReady = true;
      this.wake();
    });
  }

  wake(): void {
    this.#isWanted = true;
    if (this.#isPassing || this.#isStopped || !this.#isReady) return;
    this.#isPassing = true;
    this.#run(() => this.#passes());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    clearInterval(this.#housekeeping);
    let timeout: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timeout = setTimeout(resolve, STOP_WAIT_MS);
    });
    await Promise.race([this.#idle(), patience]);
    clearTimeout(timeout);
  }

  async #idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  // Nothing that runs here is awaited by a caller: every failure ends in the log.
  #run(work: () => Promise<void>): void {
    const running = work()
      .catch((err: unknown) => this.#runtime.log.error({ err }, 'the outbox failed and goes on'))
      .finally(() => this.#work.delete(running));
    this.#work.add(running);
  }

  async #passes(): Promise<void> {
    try {
      while (this.#isWanted && !this.#isStopped) {
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
    const isFree = this.#places() > 0 && !this.#claiming.has(due.conversationId);
    if (this.#isReady && !this.#isStopped && isFree) this.#run(() => this.#send(due));
  }

  async #pass(): Promise<void> {
    const { store } = this.#runtime;
    const now = this.#runtime.now().getTime();
    if (this.#places() <= 0) await this.#giveUpPlaces();
    const places = this.#places();
    if (places > 0) {
      const due = await findDue(store.read, now, places + this.#claiming.size);
      const free = due.filter(({ conversationId }) => !this.#claiming.has(conversationId));
      for (const head of free.slice(0, places)) this.#run(() => this.#send(head));
    }
    const next = await nextMoment(store.read, now);
    if (next !== undefined) this.#sleep(Math.max(next - now, 0));
  }

  #places(): number {
    return MAX_CALLS - this.#calls.size - this.#claiming.size;
  }

  // A call can hang although its message is settled, by a status that came first: nothing waits for it any more.
  async #giveUpPlaces(): Promise<void> {
    if (this.#calls.size === 0) return;
    const open = await this.#runtime.store.read
      .selectFrom('message')
      .select('id')
      .where('id', 'in', [...this.#calls])
      .where('status', '=', 'sending')
      .execute();
    const stillOpen = new Set(open.map(({ id }) => id));
    for (const id of this.#calls) if (!stillOpen.has(id)) this.#calls.delete(id);
  }

  async #send({ id, conversationId }: Due): Promise<void> {
    this.#claiming.add(conversationId);
    let claimed: Claim | undefined;
    try {
      claimed = await this.#runtime.store.write((tx) => claim(tx, this.#runtime, id));
    } catch (err) {
      // Fail closed: what the decision depends on could not be read, so the message stays where it is.
      this.#runtime.log.error({ err, message: id }, 'a message could not be decided; it waits');
      await this.#pause();
    } finally {
      this.#claiming.delete(conversationId);
    }
    if (claimed) await this.#call(claimed);
    this.wake();
  }

  async #call(claimed: Claim): Promise<void> {
    this.#calls.add(claimed.messageId);
    const outcome = await this.#callMeta(claimed);
    await this.#untilDone('the outcome of a call', (tx) =>
      recordOutcome(tx, this.#runtime, claimed, outcome),
    );
    this.#calls.delete(claimed.messageId);
  }

  // The call was made: how it ended must be written, however long the store is away.
  async #untilDone(what: string, work: Parameters<Runtime['store']['write']>[0]): Promise<void> {
    for (;;) {
      try {
        await this.#runtime.store.write(work);
        return;
      } catch (err) {
        this.#runtime.log.error({ err }, `${what} could not be recorded; tried again in a second`);
        if (this.#isStopped) return;
        await this.#pause();
      }
    }
  }

  async #keepHouse(): Promise<void> {
    await keepHouse(this.#runtime, this.#startedAt);
  }

  #sleep(ms: number): void {
    if (this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), Math.min(ms, MAX_SLEEP_MS));
  }

  async #pause(): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
