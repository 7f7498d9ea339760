import type { FastifyInstance } from 'fastify';
import {
  answerHandshake,
  receiveUnsigned,
  receiveWebhook,
  tooLarge,
  WEBHOOK_LIMIT_BYTES,
} from '../intake/index.ts';
import type { Runtime } from '../runtime.ts';
import { readBody } from './read-body.ts';
import { WEBHOOK_PATH, type WebhookDoor } from './webhook-door.ts';

/** Meta's verification and events: the raw bytes go on as they came, since the signature is over them. */
export function addWebhookRoutes(app: FastifyInstance, runtime: Runtime, door: WebhookDoor): void {
  app.get(WEBHOOK_PATH, async (request, reply) => {
    const challenge = answerHandshake(runtime, handshakeQuery(request.url));
    return reply.type('text/plain; charset=utf-8').send(challenge);
  });

  app.post(WEBHOOK_PATH, async (request, reply) => {
    const fault = door.faultOf(request.raw);
    if (fault !== undefined) throw fault;
    const rawBody = await readBody(request.raw, WEBHOOK_LIMIT_BYTES);
    if (rawBody === 'too_large') throw tooLarge(WEBHOOK_LIMIT_BYTES);
    await receiveWebhook(runtime, { rawBody, headers: request.headers });
    return reply.type('application/json').send('{}');
  });

  if (runtime.settings.whatsApp.provider === '360dialog') addSecretRoute(app, runtime);
}

// A provider that does not sign shows by the path that it is the one who knows it.
function addSecretRoute(app: FastifyInstance, runtime: Runtime): void {
  app.post<{ Params: { secret: string } }>(`${WEBHOOK_PATH}/:secret`, async (request, reply) => {
    const rawBody = await readBody(request.raw, WEBHOOK_LIMIT_BYTES);
    if (rawBody === 'too_large') throw tooLarge(WEBHOOK_LIMIT_BYTES);
    await receiveUnsigned(runtime, { rawBody, secret: request.params.secret });
    return reply.type('application/json').send('{}');
  });
}

// A parameter that is given twice is a list, which never matches.
function handshakeQuery(url: string): Record<string, string | readonly string[]> {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const query = ['hub.mode', 'hub.verify_token', 'hub.challenge'].flatMap((name) => {
    const values = parameters.getAll(name);
    return values.length === 0 ? [] : [[name, values.length === 1 ? (values[0] ?? '') : values] as const];
  });
  return Object.fromEntries(query);
}
