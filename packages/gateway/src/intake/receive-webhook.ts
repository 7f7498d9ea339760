import { isSameSecret, translateWebhook, verifySignature, type WebhookEvent } from '@parley/core/cloud-api';
import { keepForForwarding } from '../forwarding/keep.ts';
import { noteMissedWebhook } from '../outbox/listening.ts';
import type { Runtime } from '../runtime.ts';
import { unavailable, unreadable, unsigned, wrongPath } from './problems.ts';
import { storeItems } from './store-items.ts';

/** Meta sends payloads of up to 3 MB (webhooks overview, Mar 2026). */
export const WEBHOOK_LIMIT_BYTES = 3 * 1024 * 1024;

export type RawWebhook = {
  /** The bytes as they came, at most `WEBHOOK_LIMIT_BYTES`: the signature is over them. */
  readonly rawBody: Uint8Array;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
};

/**
 * Takes in one webhook: resolves only once everything it says is committed, else throws the problem to answer with.
 * Nothing is read before the signature fits.
 */
export async function receiveWebhook(runtime: Runtime, { rawBody, headers }: RawWebhook): Promise<void> {
  const header = headers['x-hub-signature-256'];
  const secrets = runtime.settings.whatsApp.appSecrets;
  if (!verifySignature({ rawBody, header: typeof header === 'string' ? header : undefined, secrets })) {
    runtime.log.warn(
      { bytes: rawBody.byteLength, signed: header !== undefined },
      'webhook signature refused',
    );
    runtime.meters.webhooks.add('unsigned');
    throw unsigned();
  }
  await takeIn(runtime, rawBody, headers);
}

/** Takes in one webhook of a provider that does not sign; nothing is read before the secret of its path fits. */
export async function receiveUnsigned(
  runtime: Runtime,
  { rawBody, secret }: { readonly rawBody: Uint8Array; readonly secret: string },
): Promise<void> {
  if (!isSameSecret(secret, runtime.settings.whatsApp.verifyToken)) {
    runtime.log.warn({ bytes: rawBody.byteLength }, 'webhook with a wrong path refused');
    runtime.meters.webhooks.add('unsigned');
    throw wrongPath();
  }
  await takeIn(runtime, rawBody, {});
}

async function takeIn(runtime: Runtime, rawBody: Uint8Array, headers: RawWebhook['headers']): Promise<void> {
  const payload = parse(rawBody);
  if (payload === undefined) {
    runtime.meters.webhooks.add('unreadable');
    throw unreadable();
  }
  const items = translateWebhook(payload);
  try {
    const targets = await storeItems(runtime, items);
    const signature = String(headers['x-hub-signature-256'] ?? '');
    const contentType = String(headers['content-type'] ?? 'application/json');
    await keepForForwarding(runtime, { rawBody, payload, signature, contentType }, targets);
  } catch (error) {
    runtime.meters.webhooks.add('not_stored');
    noteMissedWebhook(runtime);
    runtime.log.error(
      { err: error, items: items.length },
      'a webhook could not be stored; it is asked for again',
    );
    throw unavailable();
  }
  noteStored(runtime, items);
}

function noteStored({ meters, pulse, now }: Runtime, items: readonly WebhookEvent[]): void {
  meters.webhooks.add('stored');
  for (const { kind } of items) meters.items.add(kind);
  pulse.heard(items, now());
}

function parse(rawBody: Uint8Array): unknown {
  try {
    const { buffer, byteOffset, byteLength } = rawBody;
    return JSON.parse(Buffer.from(buffer, byteOffset, byteLength).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
