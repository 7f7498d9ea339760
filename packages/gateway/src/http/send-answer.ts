import type { FastifyReply } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { languageForProblem } from './language.ts';
import { problemAnswer, toProblem } from './problem-answer.ts';

/** Answers with the problem for whatever was thrown, in the language of the call. */
export async function sendProblem(
  reply: FastifyReply,
  error: unknown,
  runtime: Runtime,
  route: string,
): Promise<FastifyReply> {
  const language = await languageForProblem(runtime.store.read, reply.request.headers['accept-language']);
  const { body, retryAfterSeconds } = problemAnswer(toProblem(error, runtime.log, route), language);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (body.code === 'UNAUTHORIZED') reply.header('www-authenticate', 'Bearer');
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}
