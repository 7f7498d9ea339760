import type { KnownBlock, ModalView } from '@slack/types';
import type { Place } from '../place.ts';
import { ChannelHistory, METADATA_TYPE, ThreadGone } from './channel-history.ts';
import type { Sleep } from './pace.ts';
import { People, type SlackPerson } from './people.ts';
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

/** A post whose answer was lost may still be on its way into the channel when we look. */
export const LOOK_AGAIN_MS = 1_500;

/** The one channel in which the bridge works. */
export class Workspace {
  readonly #calls: SlackCalls;
  readonly #place: Place;
  readonly #sleep: Sleep;
  readonly #lookAgainMs: number;
  readonly #people: People;
  /** What stands in the channel already. */
  readonly history: ChannelHistory;

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
    this.#people = new People(options.calls, options.place, options.now);
    this.history = new ChannelHistory(options.calls, options.place);
  }

  /** Posts once, whatever happens to the answers; returns its ts. Throws ThreadGone when there is no thread any more. */
  async post(post: NewPost): Promise<string> {
    for (let look = post.mayBeThere === true; ; look = true) {
      const there = look ? await this.history.find(post) : undefined;
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
  person(userId: string): Promise<SlackPerson> {
    return this.#people.find(userId);
  }
}
