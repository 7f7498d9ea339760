import type { InboundContent } from '@parley/core/message';
import { currentConversation } from '../conversations/current.ts';
import type { ConversationRow } from '../conversations/open.ts';
import type { MessageRow } from '../messages/view.ts';
import type { Tx } from '../store/index.ts';

/** A stored message of a customer, as far as its words can change what they consent to. */
export type SpokenMessage = {
  readonly messageId: string;
  readonly wamid: string;
  /** Meta's time; that of its arrival when Meta's lies too far ahead. */
  readonly at: Date;
  readonly isMetaTime: boolean;
  readonly content: InboundContent;
  readonly quotedWamid?: string;
  readonly contactId: string;
  readonly conversation: ConversationRow;
};

/** A stored message of a customer, read again. */
export function storedWords(
  row: Pick<
    MessageRow,
    'id' | 'wamid' | 'created_at' | 'dated_ahead' | 'content' | 'quote_wamid' | 'contact_id'
  >,
  conversation: ConversationRow,
): SpokenMessage {
  return {
    messageId: row.id,
    wamid: row.wamid ?? '',
    at: new Date(row.created_at),
    isMetaTime: row.dated_ahead === null,
    content: JSON.parse(row.content) as InboundContent,
    ...(row.quote_wamid === null ? {} : { quotedWamid: row.quote_wamid }),
    contactId: row.contact_id,
    conversation,
  };
}

/** What a word or a tapped button rests on: the stored message, its id at WhatsApp, and what it said. */
export function evidenceOf({ messageId, wamid, content }: SpokenMessage) {
  const text = content.type === 'text' || content.type === 'button' ? content.text : '';
  return { messageId, wamid, text };
}

/** How the person acted: by a word, or by a tap. */
export function methodOf({ content }: SpokenMessage): 'chat_word' | 'chat_button' {
  return content.type === 'button' ? 'chat_button' : 'chat_word';
}

/** A customer's message by its id; undefined when it is not there. */
export async function spokenMessageOf(tx: Tx, messageId: string): Promise<SpokenMessage | undefined> {
  const row = await tx
    .selectFrom('message')
    .selectAll()
    .where('id', '=', messageId)
    .where('direction', '=', 'inbound')
    .executeTakeFirst();
  const conversation = row && (await currentConversation(tx, row.conversation_id));
  return row && conversation && storedWords(row, conversation);
}
