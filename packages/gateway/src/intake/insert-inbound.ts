import type { MessageEvent } from '@parley/core/cloud-api';
import type { ConversationRow } from '../conversations/open.ts';
import type { MessageRow } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';

/** Stores the customer's message under Meta's time; undefined when its wamid is stored already. */
export async function insertInbound(
  tx: Tx,
  runtime: Runtime,
  item: MessageEvent,
  conversation: ConversationRow,
): Promise<MessageRow | undefined> {
  const { quotedWamid } = item;
  const quoted = quotedWamid === undefined ? undefined : await idOf(tx, quotedWamid);
  return tx
    .insertInto('message')
    .values({
      id: newId('msg'),
      wamid: item.wamid,
      direction: 'inbound',
      number_id: item.numberId,
      conversation_id: conversation.id,
      contact_id: conversation.contact_id,
      content: JSON.stringify(item.content),
      quote_id: quoted ?? null,
      quote_wamid: quotedWamid ?? null,
      status: 'received',
      attempts: 0,
      unknown_told: 0,
      raw: JSON.stringify(item.raw),
      created_at: item.at.getTime(),
      updated_at: runtime.now().getTime(),
    })
    .onConflict((conflict) => conflict.column('wamid').doNothing())
    .returningAll()
    .executeTakeFirst();
}

async function idOf(tx: Tx, wamid: string): Promise<string | undefined> {
  const row = await tx.selectFrom('message').select('id').where('wamid', '=', wamid).executeTakeFirst();
  return row?.id;
}
