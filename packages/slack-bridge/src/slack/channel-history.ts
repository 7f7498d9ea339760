import type { SlackMessageEvent } from '../inbox/read-message.ts';
import type { Place } from '../place.ts';
import { type SlackCalls, SlackRefusal } from './slack-calls.ts';

/** The thread's first message was deleted; Slack would post replies at the root of the channel. */
export class ThreadGone extends Error {}

/** Under this type Slack keeps our opaque id beside each message. */
export const METADATA_TYPE = 'parley_message';
// Clocks differ, and a post may stand a moment before our own time of its cause.
const SINCE_MARGIN_S = 120;
// 20 pages of 200: no thread has more messages after one moment than that.
const MOST_PAGES = 20;
type HistoryMessage = SlackMessageEvent & {
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: { readonly id?: string } };
  readonly reactions?: readonly { readonly users?: readonly string[] }[];
};
/** A post that is looked for: its id, where, and since when it may stand there. */
type Sought = { readonly id: string; readonly threadTs?: string; readonly since: Date };

/** Reads the channel, for repair only: Slack gives little of it per minute. */
export class ChannelHistory {
  readonly #calls: SlackCalls;
  readonly #place: Place;

  constructor(calls: SlackCalls, place: Place) {
    this.#calls = calls;
    this.#place = place;
  }

  /** The ts of the message that was posted with this id. Throws ThreadGone when there is no thread any more. */
  async find(post: Sought): Promise<string | undefined> {
    const oldest = (post.since.getTime() / 1000 - SINCE_MARGIN_S).toFixed(6);
    for await (const message of this.#messages(post.threadTs, oldest)) {
      const { metadata, ts } = message;
      if (metadata?.event_type === METADATA_TYPE && metadata.event_payload?.id === post.id) return ts;
    }
    return undefined;
  }

  /** Whether a message with this id stands in the thread; false for a thread that is gone. */
  async isThere(post: Sought): Promise<boolean> {
    try {
      return (await this.find(post)) !== undefined;
    } catch (error) {
      if (error instanceof ThreadGone) return false;
      throw error;
    }
  }

  /** The id under which we posted the root of a thread; undefined when it is not ours, or gone. */
  async rootId(threadTs: string): Promise<string | undefined> {
    try {
      for await (const { user, metadata } of this.#messages(threadTs, '0', 1))
        return user === this.#place.botUserId ? metadata?.event_payload?.id : undefined;
    } catch (error) {
      if (!(error instanceof ThreadGone)) throw error;
    }
    return undefined;
  }

  /** The messages of a thread, the root first; none when it is gone. */
  async thread(rootTs: string): Promise<{ ts: string; isOurs: boolean }[]> {
    const found: { ts: string; isOurs: boolean }[] = [];
    try {
      for await (const { ts, user } of this.#messages(rootTs, '0'))
        if (ts !== undefined) found.push({ ts, isOurs: user === this.#place.botUserId });
    } catch (error) {
      if (!(error instanceof ThreadGone)) throw error;
    }
    return found;
  }

  /** The replies of others since a moment that bear no mark of ours: nobody has attended to them. */
  async unmarkedReplies(threadTs: string, since: Date): Promise<SlackMessageEvent[]> {
    const found: SlackMessageEvent[] = [];
    const { botUserId } = this.#place;
    try {
      for await (const message of this.#messages(threadTs, (since.getTime() / 1000).toFixed(6))) {
        const marks = (message.reactions ?? []).flatMap((reaction) => reaction.users ?? []);
        if (message.user !== botUserId && !marks.includes(botUserId)) found.push(message);
      }
    } catch (error) {
      if (!(error instanceof ThreadGone)) throw error;
    }
    return found;
  }

  async *#messages(
    threadTs: string | undefined,
    oldest: string,
    limit = 200,
  ): AsyncGenerator<HistoryMessage> {
    const { channelId } = this.#place;
    const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
    const body = {
      channel: channelId,
      oldest,
      include_all_metadata: true,
      limit,
      ...(threadTs ? { ts: threadTs } : {}),
    };
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await this.#calls
        .call(
          method,
          { ...body, ...(cursor ? { cursor } : {}) },
          { pace: 'read', channel: channelId, patience: 'untilClear' },
        )
        .catch((error: unknown) => {
          const isGone = error instanceof SlackRefusal && error.reason === 'thread_not_found';
          throw isGone ? new ThreadGone(threadTs) : error;
        });
      yield* (answer as { messages?: HistoryMessage[] }).messages ?? [];
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) return;
    }
  }
}
