import { createHmac, randomInt } from 'node:crypto';
import type { Reached } from '../facts.ts';

type Fetch = typeof globalThis.fetch;

/** Whoever needs longer for such a call has lost a webhook of Meta's already. */
const TIMEOUT_MS = 10_000;

/** An answer is looked at, not read: more of it says nothing more. */
const BODY_LIMIT = 10_000;

/** Makes one call and says how it went; never throws. */
export async function reach(fetch: Fetch, url: string, init: RequestInit = {}): Promise<Reached> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = (await response.text()).slice(0, BODY_LIMIT);
    return { kind: 'answered', status: response.status, body };
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}

/** What a failed call says, from its innermost cause: `fetch failed` alone helps nobody. */
export function problemOf(error: unknown): string {
  const { cause, code, message } = Object(error) as { cause?: unknown; code?: unknown; message?: unknown };
  if (cause !== undefined && cause !== null) return problemOf(cause);
  return typeof code === 'string' ? code : String(message ?? error);
}

/** `/healthz` there, and that it is a gateway that answers. */
export async function reachHealth(fetch: Fetch, url: string): Promise<Reached> {
  const reached = await reach(fetch, `${url}/healthz`);
  const isOurs = reached.kind === 'answered' && reached.body.includes('"status":"ok"');
  return reached.kind === 'failed' || isOurs
    ? reached
    : { kind: 'failed', problem: 'something else answers' };
}

/** Meta's verification, as Meta makes it. */
export async function shakeHands(fetch: Fetch, url: string, verifyToken: string): Promise<Reached> {
  const challenge = String(randomInt(1_000_000_000));
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  });
  const reached = await reach(fetch, `${url}/webhooks/whatsapp?${query}`);
  const isEcho = reached.kind === 'answered' && (reached.status !== 200 || reached.body === challenge);
  return reached.kind === 'failed' || isEcho
    ? reached
    : { kind: 'failed', problem: 'the challenge does not come back' };
}

/** A webhook that says nothing: signed as Meta signs, it is taken and changes nothing. */
const HARMLESS = '{"object":"whatsapp_business_account","entry":[]}';

/** Posts a harmless webhook signed with a secret. */
export function postSigned(fetch: Fetch, url: string, secret: string): Promise<Reached> {
  const signature = createHmac('sha256', secret).update(HARMLESS).digest('hex');
  return reach(fetch, `${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body: HARMLESS,
  });
}

/** Posts the same to the secret path of a provider that does not sign. */
export function postTo(fetch: Fetch, url: string, secret: string): Promise<Reached> {
  return reach(fetch, `${url}/webhooks/whatsapp/${encodeURIComponent(secret)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: HARMLESS,
  });
}
