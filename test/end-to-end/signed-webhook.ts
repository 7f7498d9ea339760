import { createHmac } from 'node:crypto';
import { NUMBER_ID } from './parley.ts';

/** The secret that gateway and sandbox share when nothing is set. */
const APP_SECRET = 'sandbox-app-secret';
const ACCOUNT_ID = '102290129340398';

/** A text of a customer as Meta posts it, in digits without +. */
export function inboundText(wamid: string, phone: string, text: string): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '493090182099', phone_number_id: NUMBER_ID },
    contacts: [{ profile: { name: `Kundin ${phone.slice(-4)}` }, wa_id: phone }],
    messages: [
      {
        from: phone,
        id: wamid,
        timestamp: String(Math.floor(Date.now() / 1000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: ACCOUNT_ID, changes: [{ field: 'messages', value }] }],
  });
}

/** Posts a webhook with Meta's signature; answers with the status, or 0 when nothing was answered. */
export async function postWebhook(url: string, body: string, secret = APP_SECRET): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  try {
    const response = await fetch(`${url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
