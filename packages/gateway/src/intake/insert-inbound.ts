import type { MessageEvent } from '@parley/core/cloud-api';
import type { ReceivedContext } from '@parley/core/message';
import type { ConversationRow } from '../conversations/open.ts';
import type { MessageRow, ToldMessage } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';

// Everything that only a message of ours has.
const outboundOnly = {
  purpose: null,
  decision: null,
  sent_by: null,
  error: null,
  key_id: null,
  own: null,
  send_at: null,
  hold_until: null,
  if_window_closed: null,
  if_unknown: null,
  due_at: null,
  attempt_at: null,
  attempts: 0,
  throttled: 0,
  lane: 0,
  category: null,
  sending_at: null,
  unknown_at: null,
  unknown_told: 0,
  resend_of: null,
} satisfies Partial<MessageRow>;

type Given = Pick<
  MessageRow,
  | 'id'
  | 'number_id'
  | 'conversation_id'
  | 'contact_id'
  | 'content'
  | 'quote_id'
  | 'quote_wamid'
  | 'raw'
  | 'dated_ahead'
  | 'created_at'
  | 'updated_at'
> & { readonly wamid: string };

const insert = statement((db, given: Given) =>
  db
    .insertInto('message')
    .values({
      id: given.id,
      wamid: given.wamid,
      direction: 'inbound',
      number_id: given.number_id,
      conversation_id: given.conversation_id,
      contact_id: given.contact_id,
      content: given.content,
      quote_id: given.quote_id,
      quote_wamid: given.quote_wamid,
      status: 'received',
      attempts: 0,
      unknown_told: 0,
      raw: given.raw,
      dated_ahead: given.dated_ahead,
      created_at: given.created_at,
      updated_at: given.updated_at,
    })
    .onConflict((conflict) => conflict.column('wamid').doNothing()),
);

const findByWamid = statement((db, { wamid }: { wamid: string }) =>
  db.selectFrom('message').select('id').where('wamid', '=', wamid),
);

/** Stores the customer's message under Meta's time, or that of its arrival; undefined when its wamid is stored already. */
export async function insertInbound(
  tx: Tx,
  runtime: Runtime,
  item: MessageEvent & { readonly isDatedAhead: boolean },
  conversation: ConversationRow,
): Promise<ToldMessage | undefined> {
  const { quotedWamid } = item;
  const quoted = quotedWamid === undefined ? undefined : await idOf(tx, quotedWamid);
  const given: Given = {
    id: newId('msg'),
    wamid: item.wamid,
    number_id: item.numberId,
    conversation_id: conversation.id,
    contact_id: conversation.contact_id,
    content: contentOf(item),
    quote_id: quoted ?? null,
    quote_wamid: quotedWamid ?? null,
    raw: JSON.stringify(item.raw),
    dated_ahead: item.isDatedAhead ? 1 : null,
    created_at: item.at.getTime(),
    updated_at: runtime.now().getTime(),
  };
  if ((await insert.change(tx, given)) === 0) return undefined;
  return {
    ...outboundOnly,
    ...given,
    direction: 'inbound',
    status: 'received',
    edited_at: null,
    revoked_at: null,
    opt_out: null,
  };
}

async function idOf(tx: Tx, wamid: string): Promise<string | undefined> {
  return (await findByWamid.first(tx, { wamid }))?.id;
}

// Most messages come from nowhere else and are about nothing else.
function contentOf({
  content,
  forwarded,
  frequentlyForwarded,
  referral,
  referredProduct,
  inStandby,
}: MessageEvent) {
  if (!forwarded && !referral && !referredProduct && !inStandby) return JSON.stringify(content);
  const context: ReceivedContext = {
    ...(forwarded ? { forwarded } : {}),
    ...(frequentlyForwarded ? { frequentlyForwarded } : {}),
    ...(referral ? { referral } : {}),
    ...(referredProduct ? { product: referredProduct } : {}),
    ...(inStandby ? { inStandby } : {}),
  };
  return JSON.stringify({ ...content, context });
}
