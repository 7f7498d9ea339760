import type { PastMessage } from '@parley/core/cloud-api';
import type { ConversationRow } from '../conversations/open.ts';
import { noteReceivedMedia } from '../media/note-received.ts';
import type { MessageRow } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';

/** Who wrote from the WhatsApp Business app is a person; Meta does not say which. */
const APP_USER = { tool: 'whatsapp_app', kind: 'person', actor: null, name: null } as const;

// As far as Meta tells it in words of its own; what has no status was sent.
const statuses: Readonly<Record<string, string>> = {
  DELIVERED: 'delivered',
  READ: 'read',
  PLAYED: 'played',
  ERROR: 'failed',
};

/** Stores a message of the time before the connection; undefined when it is there already. */
export async function storePast(
  tx: Tx,
  runtime: Runtime,
  conversation: ConversationRow,
  message: PastMessage & { readonly isDatedAhead: boolean },
): Promise<MessageRow | undefined> {
  const isInbound = message.direction === 'inbound';
  const row = await tx
    .insertInto('message')
    .values({
      id: newId('msg'),
      wamid: message.wamid,
      direction: message.direction,
      number_id: conversation.number_id,
      conversation_id: conversation.id,
      contact_id: conversation.contact_id,
      content: JSON.stringify(message.content),
      quote_id: await quoteOf(tx, message.quotedWamid),
      quote_wamid: message.quotedWamid ?? null,
      status: isInbound ? 'received' : (statuses[message.status?.toUpperCase() ?? ''] ?? 'sent'),
      sent_by: isInbound ? null : JSON.stringify(APP_USER),
      attempts: 0,
      unknown_told: 0,
      raw: JSON.stringify(message.raw),
      dated_ahead: message.isDatedAhead ? 1 : null,
      created_at: message.at.getTime(),
      updated_at: runtime.now().getTime(),
    })
    .onConflict((conflict) => conflict.column('wamid').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return undefined;
  await noteReceivedMedia(tx, runtime, message.content, row);
  return row;
}

async function quoteOf(tx: Tx, wamid: string | undefined): Promise<string | null> {
  if (wamid === undefined) return null;
  const quoted = await tx.selectFrom('message').select('id').where('wamid', '=', wamid).executeTakeFirst();
  return quoted?.id ?? null;
}
