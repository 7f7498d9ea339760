import type { Link } from '@parley/core/gateway-api';
import type { Tx } from '../store/index.ts';

/** The references that tools keep on a conversation itself, without those of its messages. */
export async function conversationLinks(tx: Tx, conversationId: string): Promise<Link[]> {
  return tx
    .selectFrom('link')
    .select(['tool', 'key', 'part'])
    .where('conversation_id', '=', conversationId)
    .where('message_id', 'is', null)
    .orderBy('tool')
    .orderBy('part')
    .execute();
}

/** The references that tools keep on a message. */
export async function messageLinks(tx: Tx, messageId: string): Promise<Link[]> {
  return tx
    .selectFrom('link')
    .select(['tool', 'key', 'part'])
    .where('message_id', '=', messageId)
    .orderBy('tool')
    .orderBy('part')
    .execute();
}
