import { createHmac } from 'node:crypto';
import { benchValues } from './values.ts';

/** A webhook as it goes over the wire. */
export type SignedWebhook = { readonly body: Buffer; readonly signature: string };

/** So many people write in turn: most webhooks are from somebody known, as on a number in use. */
export const CUSTOMERS = 2_000;

let count = 0;

/** The number of a customer, with + and country code; invented. */
export function customerPhone(index: number): string {
  return `+4915155${String(index % CUSTOMERS).padStart(6, '0')}`;
}

/** New text messages, one a webhook: a repeated one would be cheap, since it changes nothing. */
export function textMessages(amount: number): SignedWebhook[] {
  const at = Math.floor(Date.now() / 1000);
  return Array.from({ length: amount }, () => signed(textMessage(count++, at)));
}

/** One text message of a customer in Meta's envelope. */
function textMessage(index: number, at: number): unknown {
  const from = customerPhone(index).slice(1);
  const message = {
    from,
    id: `wamid.HBgNNDkxNTE1NTAwMDAwMBUCABIYLOAD${String(index).padStart(12, '0')}`,
    timestamp: String(at),
    type: 'text',
    text: { body: `Guten Tag, wann kommt meine Bestellung ${index}? Vielen Dank für Ihre Mühe.` },
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '4930123456789', phone_number_id: benchValues.numberId },
    contacts: [{ profile: { name: `Erika ${index % CUSTOMERS}` }, wa_id: from }],
    messages: [message],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: benchValues.accountId, changes: [{ value, field: 'messages' }] }],
  };
}

function signed(payload: unknown): SignedWebhook {
  const body = Buffer.from(JSON.stringify(payload));
  const digest = createHmac('sha256', benchValues.appSecret).update(body).digest('hex');
  return { body, signature: `sha256=${digest}` };
}
