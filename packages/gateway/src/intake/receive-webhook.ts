import { translateWebhook, verifySignature } from '@parley/core/cloud-api';
import { noteMissedWebhook } from '../outbox/listening.ts';
import type { Runtime } from '../runtime.ts';
import { refused, type WebhookAnswer } from './answer.ts';
import { storeItems } from './store-items.ts';

/** Meta sends payloads of up to 3 MB (webhooks overview, Mar 2026). */
export const WEBHOOK_LIMIT_BYTES = 3 * 1024 * 1024;

/** Meta retries by itself with growing pauses; this only tells a proxy between when to expect us back. */
const RETRY_AFTER_SECONDS = 5;

export type RawWebhook = {
  /** The bytes as they came: the signature is over them. */
  readonly rawBody: Uint8Array;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/** Takes in one webhook: 200 only once everything it says is committed; nothing is read before the signature fits. */
export async function receiveWebhook(
  runtime: Runtime,
  { rawBody, headers }: RawWebhook,
): Promise<WebhookAnswer> {
  if (rawBody.byteLength > WEBHOOK_LIMIT_BYTES) return tooLarge();
  const header = headers['x-hub-signature-256'];
  const secrets = runtime.settings.whatsApp.appSecrets;
  if (!verifySignature({ rawBody, header: typeof header === 'string' ? header : undefined, secrets })) {
    runtime.log.warn(
      { bytes: rawBody.byteLength, signed: header !== undefined },
      'webhook signature refused',
    );
    return unsigned();
  }
  const payload = parse(rawBody);
  if (payload === undefined) return unreadable();
  const items = translateWebhook(payload);
  try {
    await storeItems(runtime, items);
  } catch (error) {
    noteMissedWebhook(runtime);
    runtime.log.error(
      { err: error, items: items.length },
      'a webhook could not be stored; it is asked for again',
    );
    return unavailable();
  }
  return { status: 200, body: {} };
}

function parse(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function tooLarge(): WebhookAnswer {
  return refused(
    413,
    'PAYLOAD_TOO_LARGE',
    'The webhook is too large',
    `A webhook may have ${WEBHOOK_LIMIT_BYTES} bytes (3 MB) at most.`,
    'Meta never sends more; check what else posts to this address.',
  );
}

function unsigned(): WebhookAnswer {
  return refused(
    401,
    'SIGNATURE_INVALID',
    'The signature is missing or wrong',
    'X-Hub-Signature-256 does not fit the bytes that arrived; nothing was read.',
    'Check that WHATSAPP_APP_SECRET is the secret of the Meta app, and that no proxy changes the body.',
  );
}

function unreadable(): WebhookAnswer {
  return refused(
    400,
    'JSON_UNREADABLE',
    'The body is not JSON',
    'The signature fits, but the body can not be read as JSON; nothing was stored.',
    'Send the payload as UTF-8 JSON.',
  );
}

function unavailable(): WebhookAnswer {
  const answer = refused(
    503,
    'STORE_UNAVAILABLE',
    'The webhook could not be stored',
    'The store failed; nothing of this webhook was kept.',
    'Send it again. The operator checks the disk and the log of the gateway.',
  );
  return answer.status === 200 ? answer : { ...answer, retryAfterSeconds: RETRY_AFTER_SECONDS };
}
