import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { problemAnswer, toProblem } from './problem-answer.ts';

/** Answers with the problem for whatever was thrown. */
export function sendProblem(reply: FastifyReply, error: unknown, log: Logger, route: string): FastifyReply {
  const { body, retryAfterSeconds } = problemAnswer(toProblem(error, log, route));
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (body.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}
