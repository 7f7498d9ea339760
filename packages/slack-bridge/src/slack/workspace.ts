import type { KnownBlock, ModalView } from '@slack/types';
import type { Place } from '../place.ts';
import type { Sleep } from './pace.ts';
import { type SlackCalls, SlackRefusal, SlackUnclear } from './slack-calls.ts';

/** What stands in the channel: `text` is for notifications and screen readers, `blocks` is what is seen. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly KnownBlock[] };

/** A message to post. `id` is opaque; Slack keeps it beside the message, so that a post can be found again. */
export type NewPost = SlackMessage & {
  readonly id: string;
  readonly threadTs?: string;
  /** When its cause happened; what was posted for it stands after that moment. */
  readonly since: Date;
  /** An earlier run may have posted it already: look before posting. */
  readonly mayBeThere?: boolean;
};

/** A member of a workspace, as far as the bridge asks. */
export type SlackPerson = {
  readonly name: string;
  /** A full member of this workspace: no bot, no guest, nobody from a connected one. */
  readonly isStaff: boolean;
};

/** The thread's first message was deleted; Slack would post replies at the root of the channel. */
export class ThreadGone extends Error {}

const METADATA_TYPE = 'parley_message';
// Clocks differ, and a post may stand a moment before our own time of its cause.
const SINCE_MARGIN_S = 120;
// 20 pages of 200: no thread has more messages after one moment than that.
const MOST_PAGES = 20;
/** A post whose answer was lost may still be on its way into the channel when we look. */
export const LOOK_AGAIN_MS = 1_500;
// People change their names rarely; an hour keeps users.info far below its limit.
const PERSON_KEPT_MS = 60 * 60 * 1000;

type HistoryMessage = {
  ts?: string;
  user?: string;
  metadata?: { event_type?: string; event_payload?: { id?: string } };
};
type UserAnswer = {
  user?: {
    team_id?: string;
    deleted?: boolean;
    is_bot?: boolean;
    is_restricted?: boolean;
    is_ultra_restricted?: boolean;
    is_stranger?: boolean;
    name?: string;
    real_name?: string;
    profile?: { real_name?: string; display_name?: string };
  };
};

/** The one channel in which the bridge works. */
export class Workspace {
  readonly #calls: SlackCalls;
  readonly #place: Place;
  readonly #sleep: Sleep;
  readonly #now: () => number;
  readonly #lookAgainMs: number;
  readonly #people = new Map<string, { person: SlackPerson; until: number }>();

  constructor(options: {
    calls: SlackCalls;
    place: Place;
    sleep: Sleep;
    now: () => number;
    lookAgainMs?: number | undefined;
  }) {
    this.#lookAgainMs = options.lookAgainMs ?? LOOK_AGAIN_MS;
    this.#calls = options.calls;
    this.#place = options.place;
    this.#sleep = options.sleep;
    this.#now = options.now;
  }

  /** Posts once, whatever happens to the answers; returns its ts. Throws ThreadGone when there is no thread any more. */
  async post(post: NewPost): Promise<string> {
    for (let look = post.mayBeThere === true; ; look = true) {
      const there = look ? await this.#find(post) : undefined;
      if (there !== undefined) return there;
      try {
        return await this.#postNow(post);
      } catch (error) {
        if (!(error instanceof SlackUnclear)) throw error;
        await this.#sleep(this.#lookAgainMs);
      }
    }
  }

  async #postNow(post: NewPost): Promise<string> {
    const { channelId } = this.#place;
    const answer = await this.#calls.call(
      'chat.postMessage',
      {
        channel: channelId,
        text: post.text,
        blocks: post.blocks,
        ...(post.threadTs === undefined ? {} : { thread_ts: post.threadTs }),
        metadata: { event_type: METADATA_TYPE, event_payload: { id: post.id } },
        // Slack's crawler must not fetch what customers write, and their words must not ping anyone.
        unfurl_links: false,
        unfurl_media: false,
        link_names: false,
        parse: 'none',
      },
      { pace: 'post', channel: channelId, patience: 'once' },
    );
    const { ts, message } = answer as { ts?: string; message?: { thread_ts?: string } };
    if (ts === undefined) throw new SlackUnclear('chat.postMessage', new Error('the answer has no ts'));
    if (post.threadTs === undefined || message?.thread_ts === post.threadTs) return ts;
    // Slack answers "ok" for a thread that is gone, and posts at the root of the channel.
    await this.remove(ts);
    throw new ThreadGone(post.threadTs);
  }

  async #find(post: Pick<NewPost, 'id' | 'threadTs' | 'since'>): Promise<string | undefined> {
    const oldest = (post.since.getTime() / 1000 - SINCE_MARGIN_S).toFixed(6);
    for await (const message of this.#messages(post.threadTs, oldest)) {
      const { metadata, ts } = message;
      if (metadata?.event_type === METADATA_TYPE && metadata.event_payload?.id === post.id) return ts;
    }
    return undefined;
  }

  /** Whether a message with this id stands in the thread; false for a thread that is gone. */
  async isThere(post: Pick<NewPost, 'id' | 'threadTs' | 'since'>): Promise<boolean> {
    try {
      return (await this.#find(post)) !== undefined;
    } catch (error) {
      if (error instanceof ThreadGone) return false;
      throw error;
    }
  }

  /** The id under which we posted the root of a thread; undefined when it is not ours, or gone. */
  async rootId(threadTs: string): Promise<string | undefined> {
    try {
      for await (const { user, metadata } of this.#messages(threadTs, '0'))
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

  async *#messages(threadTs: string | undefined, oldest: string): AsyncGenerator<HistoryMessage> {
    const { channelId } = this.#place;
    const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
    const body = {
      channel: channelId,
      oldest,
      include_all_metadata: true,
      limit: 200,
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

  /** Replaces a message of ours; false when somebody deleted it. */
  async update(ts: string, message: SlackMessage): Promise<boolean> {
    const { channelId } = this.#place;
    try {
      await this.#calls.call(
        'chat.update',
        {
          channel: channelId,
          ts,
          text: message.text,
          blocks: message.blocks,
          link_names: false,
          parse: 'none',
        },
        { pace: 'edit', channel: channelId, patience: 'untilClear' },
      );
      return true;
    } catch (error) {
      if (error instanceof SlackRefusal && error.reason === 'message_not_found') return false;
      throw error;
    }
  }

  /** Deletes a message of ours; one that is gone already is as good. */
  async remove(ts: string): Promise<void> {
    await this.#tolerate(['message_not_found'], 'chat.delete', { ts }, 'edit');
  }

  async react(ts: string, name: string): Promise<void> {
    const fine = ['already_reacted', 'message_not_found', 'too_many_reactions', 'too_many_emoji'];
    await this.#tolerate(fine, 'reactions.add', { timestamp: ts, name }, 'react');
  }

  async unreact(ts: string, name: string): Promise<void> {
    await this.#tolerate(
      ['no_reaction', 'message_not_found'],
      'reactions.remove',
      { timestamp: ts, name },
      'react',
    );
  }

  async #tolerate(
    fine: readonly string[],
    method: string,
    body: Record<string, unknown>,
    pace: 'edit' | 'react',
  ): Promise<void> {
    const { channelId } = this.#place;
    try {
      await this.#calls.call(
        method,
        { channel: channelId, ...body },
        { pace, channel: channelId, patience: 'untilClear' },
      );
    } catch (error) {
      if (!(error instanceof SlackRefusal && fine.includes(error.reason))) throw error;
    }
  }

  /** Tells one person alone. Best effort: Slack keeps no such message, and the person may be gone. */
  async whisper(userId: string, threadTs: string | undefined, text: string): Promise<void> {
    const { channelId } = this.#place;
    const body = { channel: channelId, user: userId, text, ...(threadTs ? { thread_ts: threadTs } : {}) };
    await this.#calls
      .call('chat.postEphemeral', body, { pace: 'post', channel: channelId, patience: 'once' })
      .catch((error: unknown) => {
        if (!(error instanceof SlackRefusal) && !(error instanceof SlackUnclear)) throw error;
      });
  }

  /** Opens a modal; the trigger is good for three seconds, so this is never repeated. */
  async openView(triggerId: string, view: ModalView): Promise<string> {
    const answer = await this.#calls.call(
      'views.open',
      { trigger_id: triggerId, view },
      { pace: 'none', patience: 'once' },
    );
    return (answer as { view?: { id?: string } }).view?.id ?? '';
  }

  /** Replaces a modal that may have been closed meanwhile. */
  async updateView(viewId: string, view: ModalView): Promise<void> {
    try {
      await this.#calls.call('views.update', { view_id: viewId, view }, { pace: 'none', patience: 'once' });
    } catch (error) {
      if (!(error instanceof SlackRefusal && error.reason === 'not_found')) throw error;
    }
  }

  /** Who wrote; kept for an hour. */
  async person(userId: string): Promise<SlackPerson> {
    const known = this.#people.get(userId);
    if (known && known.until > this.#now()) return known.person;
    const answer = await this.#calls.call(
      'users.info',
      { user: userId },
      { pace: 'read', patience: 'untilClear' },
    );
    const user = (answer as UserAnswer).user ?? {};
    const person = {
      name: user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || userId,
      isStaff:
        user.is_bot !== true &&
        user.deleted !== true &&
        user.is_restricted !== true &&
        user.is_ultra_restricted !== true &&
        user.is_stranger !== true &&
        (user.team_id === undefined || user.team_id === this.#place.teamId) &&
        userId !== 'USLACKBOT',
    };
    this.#people.set(userId, { person, until: this.#now() + PERSON_KEPT_MS });
    return person;
  }
}
