import type { SentBy } from '@parley/core/gateway-api';
import type { Decision, SendIntent } from '@parley/core/policy';
import type { ConversationRow } from '../conversations/open.ts';
import { takeConversation } from '../conversations/taken.ts';
import { appendConversationEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';

type Mark = { id: string; lastMessageAt: number; unanswered: 0 | 1 };

const markMessage = statement((db, given: Mark) =>
  db
    .updateTable('conversation')
    .set({ last_message_at: given.lastMessageAt, unanswered: given.unanswered })
    .where('id', '=', given.id),
);

/**
 * A message was accepted: a person who answers has taken the conversation, and what goes at once answers it. What
 * waits is no answer yet.
 */
export async function noteAccepted(
  tx: Tx,
  runtime: Runtime,
  conversation: ConversationRow,
  message: { readonly sentBy: SentBy; readonly own?: string | undefined; readonly goesNow: boolean },
  now: Date,
): Promise<void> {
  const { tool, kind, actor, name } = message.sentBy;
  const isTaken = message.own === undefined && kind === 'person';
  const isAnswered = message.own === undefined && message.goesNow && conversation.unanswered === 1;
  const unanswered = isAnswered ? 0 : conversation.unanswered;
  await markMessage.change(tx, { id: conversation.id, lastMessageAt: now.getTime(), unanswered });
  if (isTaken) await takeConversation(tx, conversation.id, { tool, actor, name }, now);
  if (isTaken || isAnswered)
    await appendConversationEvent(tx, runtime, 'conversation.updated', conversation.id, now);
}

/** What a message that goes now uses up: the one case reply of a silence, and the first word of an AI. */
export async function useUp(
  tx: Tx,
  conversationId: string,
  messageId: string,
  decision: Decision,
  sender: SendIntent['sender'],
  now: Date,
): Promise<void> {
  if (decision.code === 'CASE_REPLY')
    await tx
      .updateTable('conversation')
      .set({ case_reply_at: now.getTime(), case_reply_message_id: messageId })
      .where('id', '=', conversationId)
      .execute();
  if (sender === 'ai')
    await tx
      .updateTable('conversation')
      .set({ ai_disclosed_at: now.getTime(), ai_disclosure_message_id: messageId })
      .where('id', '=', conversationId)
      .where('ai_disclosed_at', 'is', null)
      .execute();
}

/** Gives back what a message had used up that did not go after all. */
export async function giveBack(tx: Tx, messageId: string, conversationId: string): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({ case_reply_at: null, case_reply_message_id: null })
    .where('id', '=', conversationId)
    .where('case_reply_message_id', '=', messageId)
    .execute();
  await tx
    .updateTable('conversation')
    .set({ ai_disclosed_at: null, ai_disclosure_message_id: null })
    .where('id', '=', conversationId)
    .where('ai_disclosure_message_id', '=', messageId)
    .execute();
}
