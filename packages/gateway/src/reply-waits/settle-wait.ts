import type { MessageContent } from '@parley/core/message';
import { sql } from 'kysely';
import type { MessageRow } from '../messages/message-row.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { noteWaits } from './changed.ts';
import { chooseAnswered } from './choose-answered.ts';

type Outcome = NonNullable<Tables['reply_wait']['outcome']>;

// The conditions of the partial indexes, word for word: with parameters in their place they would not be used.
export const isWaitedFor = sql<boolean>`reply_wait.state = 'waiting'`;
export const isToTell = sql<boolean>`reply_wait.state = 'settled'`;

const openWaits = statement((db, { conversationId }: { conversationId: string }) =>
  db
    .selectFrom('reply_wait')
    .innerJoin('message', 'message.id', 'reply_wait.message_id')
    .select(['reply_wait.id', 'reply_wait.message_id', 'reply_wait.match', 'message.sending_at'])
    .where('reply_wait.conversation_id', '=', conversationId)
    .where(isWaitedFor),
);

/** Something that the customer sent, as it is stored. */
export type StoredAnswer = Pick<MessageRow, 'id' | 'conversation_id' | 'content' | 'quote_id' | 'created_at'>;

/** The customer has answered: ends the wait that this belongs to. Words that opt out are no answer, and never come here. */
export async function answerWait(tx: Tx, runtime: Runtime, row: StoredAnswer): Promise<void> {
  const rows = await openWaits.all(tx, { conversationId: row.conversation_id });
  if (rows.length === 0) return;
  const waits = rows.map(({ id, message_id, match, sending_at }) => ({
    id,
    messageId: message_id,
    match,
    sentAt: sending_at ?? undefined,
  }));
  const { type } = JSON.parse(row.content) as MessageContent;
  const answered = chooseAnswered(waits, {
    at: row.created_at,
    isTap: type === 'button' || type === 'form_reply',
    quotedMessageId: row.quote_id ?? undefined,
  });
  if (answered) await settle(tx, runtime, answered.id, 'replied', row.id);
}

const waitOf = statement((db, { messageId }: { messageId: string }) =>
  db
    .selectFrom('reply_wait')
    .select(['id', 'conversation_id'])
    .where('message_id', '=', messageId)
    .where(isWaitedFor),
);

/** The message failed, was cancelled, or its person was erased: nobody will answer it. */
export async function failWait(tx: Tx, runtime: Runtime, messageId: string): Promise<void> {
  const wait = await waitOf.first(tx, { messageId });
  if (wait) await settle(tx, runtime, wait.id, 'failed');
}

/**
 * The id that WhatsApp gave the message has become known only now; a customer who was faster than that has answered it
 * already.
 */
export async function answerWaitEarlier(
  tx: Tx,
  runtime: Runtime,
  messageId: string,
  wamid: string,
): Promise<void> {
  const wait = await waitOf.first(tx, { messageId });
  if (!wait) return;
  const early = await tx
    .selectFrom('message')
    .select(['id', 'conversation_id', 'content', 'created_at'])
    .where('conversation_id', '=', wait.conversation_id)
    .where('direction', '=', 'inbound')
    .where('quote_wamid', '=', wamid)
    .where('opt_out', 'is', null)
    .orderBy('seq')
    .executeTakeFirst();
  if (early) await answerWait(tx, runtime, { ...early, quote_id: messageId });
}

/** Ends the waits of a person who is erased; what was told of them already is forgotten. */
export async function eraseWaits(tx: Tx, runtime: Runtime, contactIds: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom('reply_wait')
    .select('id')
    .where('contact_id', 'in', contactIds)
    .where(isWaitedFor)
    .execute();
  for (const { id } of rows) await settle(tx, runtime, id, 'failed');
  await tx
    .deleteFrom('reply_wait')
    .where('contact_id', 'in', contactIds)
    .where('state', 'in', ['delivered', 'dead'])
    .execute();
}

/** Ends the waits whose time is over. */
export async function expireWaits(tx: Tx, runtime: Runtime): Promise<void> {
  const rows = await tx
    .selectFrom('reply_wait')
    .select('id')
    .where(isWaitedFor)
    .where('until', '<=', runtime.now().getTime())
    .execute();
  for (const { id } of rows) await settle(tx, runtime, id, 'expired');
}

async function settle(
  tx: Tx,
  runtime: Runtime,
  id: string,
  outcome: Outcome,
  replyId: string | null = null,
): Promise<void> {
  const now = runtime.now().getTime();
  await tx
    .updateTable('reply_wait')
    .set({ state: 'settled', outcome, reply_id: replyId, settled_at: now, next_attempt_at: now })
    .where('id', '=', id)
    .execute();
  noteWaits(runtime);
}
