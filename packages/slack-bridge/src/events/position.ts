import { randomUUID } from 'node:crypto';
import { ParleyError } from '@parley/core';
import * as z from 'zod';
import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { TOOL } from '../place.ts';

const KEY = 'cursor';

const Stored = z.object({ cursor: z.string(), shownId: z.string().optional(), run: z.string().optional() });

/**
 * How far the events are done, kept in the gateway. `cursor`: up to there everything is done. `shownId`: up to that
 * event everything is posted too, while cards and marks may still lag behind; none when they do not. Only one bridge writes it: one that
 * finds another's hand in it gives way.
 */
export class Position {
  readonly #context: BridgeContext;
  readonly #run = randomUUID();
  readonly isFirst: boolean;
  #version: number;
  #cursor: string;
  #shownId: string | undefined;
  /** The page to which `shownId` belongs; unknown when an earlier run wrote it. */
  #shownPage: string | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(context: BridgeContext, stored: z.infer<typeof Stored> | undefined, version: number) {
    this.#context = context;
    this.#version = version;
    this.isFirst = stored === undefined;
    this.#cursor = stored?.cursor ?? '';
    this.#shownId = stored?.shownId;
  }

  /** Reads the position, and takes it over from an earlier run. */
  static async open(context: BridgeContext): Promise<Position> {
    const state = await untilAnswered(() => context.gateway.getToolState(TOOL, KEY), context);
    const stored = Stored.safeParse(state?.value);
    const position = new Position(context, stored.success ? stored.data : undefined, state?.version ?? 0);
    if (!position.isFirst) await position.#write();
    return position;
  }

  get cursor(): string {
    return this.#cursor;
  }

  /** The last event that an earlier run posted. */
  get shownId(): string | undefined {
    return this.#shownId;
  }

  /** Everything up to this event, the last of the page that ends at this cursor, is posted. */
  shown(eventId: string, cursor: string): Promise<void> {
    this.#shownId = eventId;
    this.#shownPage = cursor;
    return this.#write();
  }

  /** Everything up to this cursor is done. */
  done(cursor: string): Promise<void> {
    this.#cursor = cursor;
    // Reached: from here on nothing is posted that is not done.
    if (cursor === this.#shownPage) this.#shownId = undefined;
    return this.#write();
  }

  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeNow());
    return this.#writing;
  }

  async #writeNow(): Promise<void> {
    const { gateway } = this.#context;
    const value = { cursor: this.#cursor, shownId: this.#shownId, run: this.#run };
    const put = () => gateway.putToolState(TOOL, KEY, { value, ifVersion: this.#version });
    const written = await untilAnswered(put, this.#context);
    if (written !== 'conflict') {
      this.#version = written.version;
      return;
    }
    // A repeat after a lost answer meets what we wrote ourselves.
    const state = await untilAnswered(() => gateway.getToolState(TOOL, KEY), this.#context);
    const stored = Stored.safeParse(state?.value);
    if (!stored.success || stored.data.run !== this.#run)
      throw new ParleyError(
        'SLACK_FAILED',
        'Another Slack bridge works with this gateway. Run one only: two would post everything twice.',
      );
    this.#version = state?.version ?? 0;
    if (stored.data.cursor !== value.cursor || stored.data.shownId !== value.shownId) await this.#writeNow();
  }
}
