import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { acceptMessage } from './accept.ts';
import { findQuote } from './conversation-checks.ts';
import type { OwnMessage } from './intent.ts';

/**
 * Sends a message of the gateway's own into a conversation, through the one door. Returns its id, or null when the
 * rules refuse it.
 */
export async function sendOwn(
  tx: Tx,
  runtime: Runtime,
  message: {
    readonly conversationId: string;
    readonly own: OwnMessage;
    readonly text: string;
    readonly quoteMessageId?: string;
  },
): Promise<string | null> {
  const conversation = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', message.conversationId)
    .executeTakeFirstOrThrow();
  const accepted = await acceptMessage(tx, runtime, {
    recipient: { kind: 'contact', contactId: conversation.contact_id },
    numberId: conversation.number_id,
    content: { type: 'text', text: message.text },
    sender: 'automation',
    own: message.own,
    ifWindowClosed: { then: 'reject' },
    sentBy: { tool: 'parley', kind: 'automation', actor: null, name: null },
    keyId: null,
    quote: await findQuote(tx, conversation, message.quoteMessageId),
  });
  return accepted.outcome === 'accepted' ? accepted.id : null;
}
