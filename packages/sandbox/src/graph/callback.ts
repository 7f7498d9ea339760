import { randomInt } from 'node:crypto';
import { request } from 'undici';
import { isLoopback } from '../media/link.ts';
import type { Sandbox } from '../sandbox.ts';
import { GraphError } from './graph-error.ts';

/** The longest callback address that Meta stores. */
const URL_MAX = 200;

const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Asks a callback address to prove itself, as Meta does before it stores one; throws when it does not. */
export async function verifyCallback(sandbox: Sandbox, address: unknown, token: unknown): Promise<string> {
  const refuse = (details: string): never => {
    throw new GraphError(100, { details });
  };
  if (typeof address !== 'string' || !URL.canParse(address) || address.length > URL_MAX) {
    return refuse(`override_callback_uri must be a URL of at most ${URL_MAX} characters.`);
  }
  if (typeof token !== 'string' || token === '') return refuse('The parameter verify_token is required.');
  const url = new URL(address);
  // The sandbox never leaves this machine, except to where it was told to send its webhooks.
  if (!isLoopback(url.hostname) && url.hostname !== new URL(sandbox.webhookUrl).hostname) {
    return refuse('The sandbox sends webhooks to this machine only.');
  }
  const challenge = String(randomInt(1_000_000_000));
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', token);
  let answer: { status: number; text: string };
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(HANDSHAKE_TIMEOUT_MS) });
    answer = { status: statusCode, text: await body.text() };
  } catch {
    return refuse('The callback URL could not be reached.');
  }
  if (answer.status !== 200 || answer.text.trim() !== challenge) {
    return refuse(
      `The callback URL could not be validated: it answered ${answer.status} without the challenge.`,
    );
  }
  return address;
}
