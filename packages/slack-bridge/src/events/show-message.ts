import type { Event, Message, MessageEventData, SentBy } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { customerName } from '../card/customer-name.ts';
import { notice, refusalNotice, spokenMessage } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { linkedTs, messageKey, TOOL } from '../place.ts';
import type { Words } from '../words/words.ts';
import { plainContent, shownContent } from './shown-content.ts';
import { type Stage, tell } from './stage.ts';

/** A message came in, or went out from anywhere: everyone in the thread sees it. */
export async function showMessage(event: Event, stage: Stage): Promise<void> {
  const { message, contact } = dataOf(event);
  const { context, threads, marks } = stage;
  threads.refresh(message.conversationId);
  // Written in this very thread, or posted by an earlier run: it is there, and gets its marks.
  const there = stage.isShown ? await slackTsOf(message, context) : linkedTs(context.place, message.links);
  if (there !== undefined) return marks.want(there, message.status);
  if (isAdvertising(message) && (await threads.find(message.conversationId)) === undefined) return;
  const author =
    message.direction === 'inbound'
      ? customerName(contact, context.words)
      : authorOf(message.sentBy, context.words);
  const body = await shownContent(message.content, context);
  const line = { ...spokenMessage(author, body), id: `message:${message.id}` };
  const posted = await tell(message.conversationId, line, event, stage);
  if (posted === undefined) return;
  const key = messageKey(context.place, posted.ts);
  await untilAnswered(() => context.gateway.putMessageLink(message.id, TOOL, { key }), context);
  marks.want(posted.ts, message.status);
}

// A campaign to thousands would fill the channel for hours, at Slack's one post a second; whoever answers gets a thread.
function isAdvertising(message: Message): boolean {
  return message.direction === 'outbound' && message.purpose === 'marketing';
}

/** A status changed: a mark on the message, and words in the thread when a person has to know. */
export async function showStatus(event: Event, stage: Stage): Promise<void> {
  const { message } = dataOf(event);
  const { context, marks, threads } = stage;
  if (message.direction === 'inbound') return;
  const status = event.type === 'message.unknown' ? 'unknown' : message.status;
  const ts = await slackTsOf(message, context);
  if (ts !== undefined) marks.want(ts, status);
  const line = statusLine(status, message, context.words);
  if (line === undefined) return;
  if (isAdvertising(message) && (await threads.find(message.conversationId)) === undefined) return;
  await tell(message.conversationId, { ...line, id: `status:${message.id}:${status}` }, event, stage);
}

/** The customer changed or deleted a message. */
export async function showUpdate(event: Event, stage: Stage): Promise<void> {
  const { message, contact } = dataOf(event);
  const { context } = stage;
  // Outbound ones change while they wait (a schedule); the thread learns of what goes out.
  if (message.direction === 'outbound') return;
  const { words } = context;
  const line =
    message.revokedAt === null
      ? spokenMessage(
          `${customerName(contact, words)} · ${words.edited}`,
          plainContent(message.content, words),
        )
      : notice(words.revoked);
  if (message.revokedAt === null && message.editedAt === null) return;
  await tell(message.conversationId, { ...line, id: `update:${event.id}` }, event, stage);
}

function statusLine(status: Message['status'], message: Message, words: Words) {
  if (status === 'unknown') return notice(words.unknown);
  if (status === 'cancelled') return notice(message.error?.explanation ?? words.cancelled);
  if (status !== 'failed') return undefined;
  const { error } = message;
  return refusalNotice(
    {
      reason: error ? `${error.title}. ${error.explanation}` : words.failed,
      remedy: error?.nextStep,
      draft:
        message.content.type === 'text'
          ? String((message.content as { text?: unknown }).text ?? '')
          : undefined,
      templateFor: message.conversationId,
    },
    words,
  );
}

/** The Slack message of a message; the event may be older than the link. */
async function slackTsOf(message: Message, context: BridgeContext): Promise<string | undefined> {
  const known = linkedTs(context.place, message.links);
  if (known !== undefined) return known;
  const fresh = await untilAnswered(() => context.gateway.getMessage(message.id), context);
  return linkedTs(context.place, fresh.links);
}

function authorOf(sentBy: SentBy | null, words: Words): string {
  if (sentBy === null) return 'WhatsApp';
  const name = sentBy.name ?? words.kinds[sentBy.kind];
  return `${name} · ${sentBy.tool}`;
}

function dataOf(event: Event): MessageEventData {
  return event.data as MessageEventData;
}
