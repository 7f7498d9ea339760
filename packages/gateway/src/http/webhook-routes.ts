import type { Problem } from '@parley/core/gateway-api';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerHandshake, receiveWebhook } from '../intake/index.ts';
import type { Runtime } from '../runtime.ts';
import { ApiProblem } from './api-problem.ts';
import { readBody } from './read-body.ts';

/** Meta sends payloads of up to 3 MB. */
const WEBHOOK_LIMIT_BYTES = 3 * 1024 * 1024;

/** Meta's verification and events: the raw bytes go on as they came, since the signature is over them. */
export function addWebhookRoutes(app: FastifyInstance, runtime: Runtime): void {
  app.get('/webhooks/whatsapp', async (request, reply) => {
    const answer = answerHandshake(runtime, handshakeQuery(request.url));
    if (answer.status === 200) return reply.type('text/plain; charset=utf-8').send(answer.body);
    return send(reply, answer.body);
  });

  app.post('/webhooks/whatsapp', async (request, reply) => {
    const rawBody = await readBody(request.raw, WEBHOOK_LIMIT_BYTES);
    if (rawBody === 'too_large') throw tooLarge();
    const answer = await receiveWebhook(runtime, { rawBody, headers: request.headers });
    if (answer.status === 200) return reply.type('application/json').send(JSON.stringify(answer.body));
    if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
    return send(reply, answer.body);
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

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function tooLarge(): ApiProblem {
  return new ApiProblem({
    status: 413,
    code: 'BODY_TOO_LARGE',
    title: 'The webhook is too large',
    detail: `A webhook may have ${WEBHOOK_LIMIT_BYTES} bytes (3 MB) at most.`,
    remedy: 'Meta never sends more; check what else posts to this address.',
  });
}
