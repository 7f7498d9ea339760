import { type Contact, type Conversation, GatewayProblem } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { cardFingerprint, conversationCard } from '../card/card.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { linkedTs, messageKey, TOOL } from '../place.ts';
import { ThreadGone } from '../slack/channel-history.ts';
import { isPlaceTrouble, SlackRefusal } from '../slack/slack-calls.ts';
import type { SlackMessage } from '../slack/workspace.ts';

/** Threads looked at lately; the others are found again by their link. */
const KEPT = 5_000;

/** How the id of a card's post begins; the conversation's id follows, then the thread that it replaces. */
export const CONVERSATION_POST = 'conversation ';

type Line = SlackMessage & { readonly id: string; readonly since: Date; readonly mayBeThere: boolean };

/** The thread of each conversation: found by its link, made when there is none, made again when it was deleted. */
export class Threads {
  readonly #context: BridgeContext;
  readonly #known = new Map<string, string>();
  readonly #cards = new Map<string, string>();
  readonly #toRefresh = new Set<string>();

  constructor(context: BridgeContext) {
    this.#context = context;
  }

  /** The thread's ts, if the conversation has one. */
  async find(conversationId: string): Promise<string | undefined> {
    const known = this.#known.get(conversationId);
    if (known !== undefined) return known;
    const conversation = await this.#ask(() => this.#context.gateway.getConversation(conversationId));
    const ts = linkedTs(this.#context.place, conversation.links);
    if (ts !== undefined) this.#remember(conversationId, ts);
    return ts;
  }

  /** The conversation has taken another in: its thread is looked up again, and its card drawn anew. */
  forget(conversationId: string): void {
    this.#known.delete(conversationId);
    this.#cards.delete(conversationId);
  }

  /** Posts a line into the conversation's thread, once; makes the thread when there is none. Returns the line's ts. */
  async post(conversationId: string, line: Line): Promise<{ ts: string; threadTs: string }> {
    for (;;) {
      const threadTs = (await this.find(conversationId)) ?? (await this.#make(conversationId, line));
      try {
        return { ts: await this.#context.workspace.post({ ...line, threadTs }), threadTs };
      } catch (error) {
        if (!(error instanceof ThreadGone)) throw error;
        this.#context.log.warn({ conversationId }, 'The thread was deleted in Slack; starting a new one');
        this.#known.delete(conversationId);
        this.#cards.delete(conversationId);
        await this.#make(conversationId, { ...line, mayBeThere: false });
      }
    }
  }

  /** Asks for the card to be brought up to date with the rest of the batch. */
  refresh(conversationId: string): void {
    this.#toRefresh.add(conversationId);
  }

  /** Brings the cards up to date; one that shows the same already is left alone. */
  async settle(): Promise<void> {
    for (const conversationId of [...this.#toRefresh]) {
      // Before the work: what is asked for meanwhile counts anew.
      this.#toRefresh.delete(conversationId);
      try {
        await this.#updateCard(conversationId);
      } catch (error) {
        if (error instanceof GatewayProblem || (error instanceof SlackRefusal && !isPlaceTrouble(error))) {
          // An erased person, or a card that Slack will never take: the others' cards go on.
          this.#context.log.error({ conversationId, problem: error.message }, 'A card could not be updated');
          continue;
        }
        this.#toRefresh.add(conversationId);
        throw error;
      }
    }
  }

  async #updateCard(conversationId: string): Promise<void> {
    const threadTs = await this.find(conversationId);
    if (threadTs === undefined) return;
    const { conversation, contact } = await this.#facts(conversationId);
    const fingerprint = cardFingerprint(conversation, contact);
    if (this.#cards.get(conversationId) === fingerprint) return;
    const card = conversationCard(conversation, contact, this.#context.words);
    // Deleted: the next message of the conversation starts a new thread.
    if (await this.#context.workspace.update(threadTs, card)) this.#cards.set(conversationId, fingerprint);
  }

  async #make(conversationId: string, cause: { since: Date; mayBeThere: boolean }): Promise<string> {
    const { workspace, words, place, gateway } = this.#context;
    const { conversation, contact } = await this.#facts(conversationId);
    const ts = await workspace.post({
      ...conversationCard(conversation, contact, words),
      // A thread that replaces a deleted one is another post than the first.
      id: `${CONVERSATION_POST}${conversationId} ${linkedTs(place, conversation.links) ?? ''}`.trim(),
      since: cause.since,
      mayBeThere: cause.mayBeThere,
    });
    await this.#ask(() => gateway.putConversationLink(conversationId, TOOL, { key: messageKey(place, ts) }));
    this.#remember(conversationId, ts);
    this.#cards.set(conversationId, cardFingerprint(conversation, contact));
    return ts;
  }

  async #facts(conversationId: string): Promise<{ conversation: Conversation; contact: Contact }> {
    const { gateway } = this.#context;
    const conversation = await this.#ask(() => gateway.getConversation(conversationId));
    const contact = await this.#ask(() => gateway.getContact(conversation.contactId));
    return { conversation, contact };
  }

  #remember(conversationId: string, ts: string): void {
    this.#known.set(conversationId, ts);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KEPT) break;
      this.#known.delete(oldest);
      this.#cards.delete(oldest);
    }
  }

  #ask<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    return untilAnswered(call, this.#context);
  }
}
