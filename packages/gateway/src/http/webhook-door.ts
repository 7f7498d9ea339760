import type { IncomingMessage, ServerResponse } from 'node:http';
import { receiveWebhook, tooLarge, WEBHOOK_LIMIT_BYTES } from '../intake/index.ts';
import type { Runtime } from '../runtime.ts';
import { readBody } from './read-body.ts';
import { SAFE_HEADERS } from './safe-headers.ts';

/** Where Meta posts its events. */
export const WEBHOOK_PATH = '/webhooks/whatsapp';

/** Answers a request: the framework's own way, which takes every path. */
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The door beside the framework's, for webhooks alone. */
export type WebhookDoor = {
  /** Answers a webhook that is taken in, and hands everything else to the framework. */
  readonly answer: (otherwise: Answer) => Answer;
  /** Why a webhook was handed on although its body has been read; undefined for one that was not. */
  readonly faultOf: (request: IncomingMessage) => unknown;
  /** From now on everything goes to the framework, which tells callers that the server closes. */
  readonly close: () => void;
};

const taken = '{}';
const takenHead = [
  ...Object.entries(SAFE_HEADERS).flat(),
  'content-type',
  'application/json',
  'content-length',
  String(taken.length),
];

/**
 * Webhooks come thousands a second, and what the framework does for any request costs as much as everything that HTTP
 * itself needs. So the one answer that is given so often, 200 and `{}`, is given here; whatever is odd about a request
 * or goes wrong with it is the framework's to answer, as for every other path.
 */
export function webhookDoor(runtime: Runtime): WebhookDoor {
  const faults = new WeakMap<IncomingMessage, unknown>();
  let isClosing = false;

  async function takeIn(request: IncomingMessage): Promise<void> {
    const rawBody = await readBody(request, WEBHOOK_LIMIT_BYTES);
    if (rawBody === 'too_large') throw tooLarge(WEBHOOK_LIMIT_BYTES);
    await receiveWebhook(runtime, { rawBody, headers: request.headers });
  }

  return {
    answer: (otherwise) => (request, response) => {
      const isUsual = request.method === 'POST' && request.url === WEBHOOK_PATH && !!request.headers.host;
      if (!isUsual || isClosing) return otherwise(request, response);
      takeIn(request).then(
        () => response.writeHead(200, takenHead).end(taken),
        (fault: unknown) => {
          faults.set(request, fault);
          otherwise(request, response);
        },
      );
    },
    faultOf: (request) => faults.get(request),
    close: () => {
      isClosing = true;
    },
  };
}
