import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { byTs, messageKey, TOOL } from '../place.ts';
import { Stopped } from '../stopping.ts';
import { doRow } from './do-row.ts';
import { InboxRow } from './inbox-row.ts';

const PREFIX = 'inbox:';
/** Slack gives 3 s to answer; past this the write is reported as failed and Slack repeats the event. */
export const PERSIST_TIMEOUT_MS = 2_000;
/** Slack repeats an event for about six minutes; nobody writes this many messages in that time. */
const DONE_KEPT = 5_000;
/** Slack does not keep the order of events; posts of one moment arrive within this. */
const SETTLE_MS = 300;

type Waiting = { readonly key: string; readonly row: InboxRow; readonly isRepeat: boolean };

/**
 * What people did in Slack, kept in the gateway before Slack is answered. Each thread is worked off in the order of
 * writing, one at a time; a row leaves the inbox only when everything it asks for is done.
 */
export class Inbox {
  readonly #context: BridgeContext;
  readonly #persist: BridgeContext['gateway'];
  readonly #threads = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();
  readonly #onFatal: (error: unknown) => void;
  readonly #settleMs: number;
  readonly #underWay = new Set<string>();
  readonly #done = new Set<string>();

  constructor(options: {
    readonly context: BridgeContext;
    /** The same gateway with a time-out short enough for Slack's 3 seconds. */
    readonly persist: BridgeContext['gateway'];
    readonly onFatal: (error: unknown) => void;
    readonly settleMs?: number | undefined;
  }) {
    this.#context = options.context;
    this.#persist = options.persist;
    this.#onFatal = options.onFatal;
    this.#settleMs = options.settleMs ?? SETTLE_MS;
  }

  /** Keeps a row; throws when the gateway could not, so that Slack repeats the event. Known rows are not kept twice. */
  async take(row: InboxRow, isRepeat: boolean, asked?: 'wanted'): Promise<void> {
    // A later edit, and a later wish to send it, are other things to do about the same message.
    const other = asked ?? (row.kind === 'edited' || row.kind === 'deleted' ? row.kind : undefined);
    const suffix = other === undefined ? '' : `:${other}`;
    const key = `${PREFIX}${messageKey(this.#context.place, row.ts)}${suffix}`;
    if (this.#done.has(key)) return;
    const written = await this.#persist.putToolState(TOOL, key, { value: row, ifVersion: 0 });
    // There already: an earlier delivery kept it, and perhaps never learned so.
    this.#enqueue({ key, row, isRepeat: isRepeat || written === 'conflict' });
  }

  /** Takes up what an earlier run left undone. */
  async resume(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await untilAnswered(
        () =>
          this.#context.gateway.listToolState(TOOL, {
            prefix: PREFIX,
            limit: 200,
            ...(cursor ? { cursor } : {}),
          }),
        this.#context,
      );
      for (const state of page.items) {
        const row = InboxRow.safeParse(state.value);
        if (row.success) this.#enqueue({ key: state.key, row: row.data, isRepeat: true });
        else
          this.#context.log.error({ key: state.key }, 'An inbox row cannot be read; it is left where it is');
      }
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** Resolves when what is being done is done or put off. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #enqueue(waiting: Waiting): void {
    if (this.#underWay.has(waiting.key)) return;
    this.#underWay.add(waiting.key);
    const { threadTs } = waiting.row;
    const queue = this.#threads.get(threadTs);
    if (queue) return void queue.push(waiting);
    this.#threads.set(threadTs, [waiting]);
    const run = this.#workOff(threadTs).catch((error: unknown) => {
      this.#threads.delete(threadTs);
      if (!(error instanceof Stopped)) this.#onFatal(error);
    });
    this.#running.add(run);
    void run.finally(() => this.#running.delete(run));
  }

  async #workOff(threadTs: string): Promise<void> {
    await this.#context.sleep(this.#settleMs);
    const queue = this.#threads.get(threadTs) ?? [];
    for (;;) {
      const next = queue.sort((a, b) => byTs(a.row.ts, b.row.ts)).shift();
      if (next === undefined) break;
      await doRow(next.row, next.isRepeat, this.#context);
      await untilAnswered(() => this.#context.gateway.deleteToolState(TOOL, next.key), this.#context);
      this.#rememberDone(next.key);
      this.#underWay.delete(next.key);
    }
    this.#threads.delete(threadTs);
  }

  #rememberDone(key: string): void {
    this.#done.add(key);
    for (const oldest of this.#done) {
      if (this.#done.size <= DONE_KEPT) break;
      this.#done.delete(oldest);
    }
  }
}
