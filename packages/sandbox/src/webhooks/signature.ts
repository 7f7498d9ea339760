import { createHmac } from 'node:crypto';

/** JSON as Meta's webhooks carry it: other than ASCII as lower-case `\uXXXX`, and `/` as `\/`. */
export function toWebhookJson(payload: unknown): string {
  return JSON.stringify(payload)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export const signWebhook = (appSecret: string, body: string | Uint8Array): string =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
