import { createHmac, timingSafeEqual } from 'node:crypto';

/** Standard Webhooks: a timestamp further off than this, either way, may be a replay. */
const TOLERANCE_SECONDS = 5 * 60;

export type WebhookHeaders = { readonly id: string; readonly timestamp: string; readonly signature: string };

export type WebhookCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'missing_header' | 'bad_timestamp' | 'too_old' | 'bad_signature' };

/** Signs a delivery by Standard Webhooks v1; `secret` is the `whsec_…` text, `at` the moment of sending. */
export function signWebhook(secret: string, id: string, at: Date, body: string): WebhookHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return { id, timestamp, signature: `v1,${digest(secret, id, timestamp, body).toString('base64')}` };
}

/** Checks a delivery: `headers` by their lower-case names, `body` exactly as it arrived. */
export function verifyWebhook(delivery: {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly now: Date;
}): WebhookCheck {
  const id = delivery.headers['webhook-id'];
  const timestamp = delivery.headers['webhook-timestamp'];
  const signatures = delivery.headers['webhook-signature'];
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return { ok: false, reason: 'missing_header' };
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, reason: 'bad_timestamp' };
  const skew = Math.abs(delivery.now.getTime() / 1000 - Number(timestamp));
  if (skew > TOLERANCE_SECONDS) return { ok: false, reason: 'too_old' };
  const expected = digest(delivery.secret, id, timestamp, delivery.body);
  // Several signatures, separated by spaces, let a secret be rotated.
  for (const signature of signatures.split(' ')) {
    const [version, value] = signature.split(',', 2);
    if (version !== 'v1' || value === undefined) continue;
    const given = Buffer.from(value, 'base64');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return { ok: true };
  }
  return { ok: false, reason: 'bad_signature' };
}

function digest(secret: string, id: string, timestamp: string, body: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
}
