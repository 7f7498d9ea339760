import type { Message } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { isPlaceTrouble, SlackRefusal } from '../slack/slack-calls.ts';
import { isLater, marksFor } from './reactions.ts';

/** Enough for the messages under way; older ones were marked long ago, and marking twice does no harm. */
const KEPT = 5_000;

/**
 * The reactions of outbound messages. Wishes are collected over a batch of events, so that a message that is sent,
 * delivered and read within a moment costs one round; only what changed is told to Slack.
 */
export class StatusMarks {
  readonly #context: BridgeContext;
  readonly #wanted = new Map<string, Message['status']>();
  readonly #shown = new Map<string, { status: Message['status']; names: Set<string> }>();

  constructor(context: BridgeContext) {
    this.#context = context;
  }

  want(ts: string, status: Message['status']): void {
    if (isLater(status, this.#wanted.get(ts)) && isLater(status, this.#shown.get(ts)?.status))
      this.#wanted.set(ts, status);
  }

  /** Brings Slack to what is wanted. */
  async settle(): Promise<void> {
    for (const [ts, status] of [...this.#wanted]) {
      // Before the work: what is wanted meanwhile counts anew.
      this.#wanted.delete(ts);
      try {
        await this.#show(ts, status);
      } catch (error) {
        if (error instanceof SlackRefusal && !isPlaceTrouble(error)) {
          // A mark is a courtesy: an emoji that the workspace lacks must not hold up the others.
          this.#context.log.warn({ problem: error.message }, 'A status could not be shown as a reaction');
          continue;
        }
        if (isLater(status, this.#wanted.get(ts))) this.#wanted.set(ts, status);
        throw error;
      }
    }
    for (const ts of this.#shown.keys()) {
      if (this.#shown.size <= KEPT) break;
      this.#shown.delete(ts);
    }
  }

  async #show(ts: string, status: Message['status']): Promise<void> {
    const { workspace, settings } = this.#context;
    const shown = this.#shown.get(ts);
    const names = shown?.names ?? new Set<string>();
    const { add, remove } = marksFor(status, settings.reactions);
    for (const name of add.filter((wanted) => !names.has(wanted))) {
      await workspace.react(ts, name);
      names.add(name);
    }
    // Without a memory (a restart) the hourglass may be there.
    for (const name of remove.filter((gone) => shown === undefined || names.has(gone))) {
      await workspace.unreact(ts, name);
      names.delete(name);
    }
    this.#shown.set(ts, { status, names });
  }
}
