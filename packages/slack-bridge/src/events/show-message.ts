import type { Event, Message, MessageEventData, SentBy } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { notice, refusalNotice, spokenMessage } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { linkedTs, messageKey, TOOL } from '../place.ts';
import type { Words } from '../words/words.ts';
import { plainContent, shownContent } from './shown-content.ts';
import type { StatusMarks } from './status-marks.ts';
import type { Threads } from './threads.ts';

/** What the events are shown with. `mayBeThere`: an earlier run may have shown this event already. */
export type Stage = {
  readonly context: BridgeContext;
  readonly threads: Threads;
  readonly marks: StatusMarks;
  readonly mayBeThere: boolean;
  /** By conversation, when the refusal was that its thread was told last. */
  readonly toldRefusals: Map<string, string>;
};

/** A message came in, or went out from anywhere: everyone in the thread sees it. */
export async function showMessage(event: Event, stage: Stage): Promise<void> {
  const { message, contact } = dataOf(event);
  const { context, threads, marks } = stage;
  threads.refresh(message.conversationId);
  // Written in this very thread: it is there, and is marked with how far it has come.
  const own = linkedTs(context.place, message.links);
  if (own !== undefined) return marks.want(own, message.status);
  const author =
    message.direction === 'inbound'
      ? (contact.name ?? context.words.card.unknownCustomer)
      : authorOf(message.sentBy, context.words);
  const body = await shownContent(message.content, context);
  const posted = await threads.post(message.conversationId, {
    ...spokenMessage(author, body),
    id: `message:${message.id}`,
    since: new Date(event.at),
    mayBeThere: stage.mayBeThere,
  });
  const key = messageKey(context.place, posted.ts);
  await untilAnswered(() => context.gateway.putMessageLink(message.id, TOOL, { key }), context);
  if (message.direction === 'outbound') marks.want(posted.ts, message.status);
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
  await threads.post(message.conversationId, {
    ...line,
    id: `status:${message.id}:${status}`,
    since: new Date(event.at),
    mayBeThere: stage.mayBeThere,
  });
}

/** The customer changed or deleted a message. */
export async function showUpdate(event: Event, stage: Stage): Promise<void> {
  const { message, contact } = dataOf(event);
  const { context, threads } = stage;
  // Outbound ones change while they wait (a schedule); the thread learns of what goes out.
  if (message.direction === 'outbound') return;
  const { words } = context;
  const line =
    message.revokedAt === null
      ? spokenMessage(
          `${contact.name ?? words.card.unknownCustomer} · ${words.edited}`,
          plainContent(message.content, words),
        )
      : notice(words.revoked);
  if (message.revokedAt === null && message.editedAt === null) return;
  await threads.post(message.conversationId, {
    ...line,
    id: `update:${event.id}`,
    since: new Date(event.at),
    mayBeThere: stage.mayBeThere,
  });
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
