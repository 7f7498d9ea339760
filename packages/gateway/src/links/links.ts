import type { Link } from '@parley/core/gateway-api';
import { statement, type Tx } from '../store/index.ts';

const ofConversation = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('link')
    .select(['tool', 'key', 'part'])
    .where('conversation_id', '=', id)
    .where('message_id', 'is', null)
    .orderBy('tool')
    .orderBy('part'),
);

const ofMessage = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('link')
    .select(['tool', 'key', 'part'])
    .where('message_id', '=', id)
    .orderBy('tool')
    .orderBy('part'),
);

/** The references that tools keep on a conversation itself, without those of its messages. */
export async function conversationLinks(tx: Tx, conversationId: string): Promise<Link[]> {
  return [...(await ofConversation.all(tx, { id: conversationId }))];
}

/** The references that tools keep on a message. */
export async function messageLinks(tx: Tx, messageId: string): Promise<Link[]> {
  return [...(await ofMessage.all(tx, { id: messageId }))];
}
