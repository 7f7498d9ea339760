import type { Socket } from 'node:net';
import { routes } from '@parley/core/gateway-api/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { ApiProblem } from './api-problem.ts';
import { problemAnswer } from './problem-answer.ts';
import { sendProblem } from './send-answer.ts';

/** Answers what no route takes: 405 with what the path does take, else 404. */
export function addUnknownRoutes(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = methodsOf(path);
    if (allowed.length === 0) throw noSuchPath();
    reply.header('allow', allowed.join(', '));
    throw new ApiProblem({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      title: 'This path does not take that method',
      detail: `${request.method} is not possible here; possible: ${allowed.join(', ')}.`,
      remedy: 'See /openapi.json for every call.',
    });
  });
}

const paths = [
  ...Object.values(routes).map(({ method, path }) => ({ method: method as string, path: path as string })),
  { method: 'GET', path: '/webhooks/whatsapp' },
  { method: 'POST', path: '/webhooks/whatsapp' },
  { method: 'GET', path: '/openapi.json' },
].map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

function methodsOf(path: string): string[] {
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (methods.includes('GET')) methods.push('HEAD');
  return [...new Set(methods)].sort();
}

function noSuchPath(): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: 'NOT_FOUND',
    title: 'No such path',
    detail: 'The gateway has nothing under this path.',
    remedy: 'See /openapi.json for every call.',
  });
}

function badRequest(detail: string, status = 400): ApiProblem {
  return new ApiProblem({
    status,
    code: 'BAD_REQUEST',
    title: 'The request cannot be read',
    detail,
    remedy: 'Check how the address and the head of the request are written.',
  });
}

/** An address that cannot be decoded. */
export function unreadableUrl(runtime: Runtime) {
  return (_error: Error, _request: FastifyRequest, reply: FastifyReply): void => {
    const problem = badRequest('The path is not written as a URL should be (percent escapes).');
    sendProblem(reply, problem, runtime.log, 'url');
  };
}

const broken: Readonly<Record<string, readonly [status: number, phrase: string, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The head of the request is too large.'],
};

/** Bytes that are no HTTP, or a head that is too large or too slow; answered on the bare socket. */
export function notHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, phrase, detail] = broken[error.code ?? ''] ?? [
    400,
    'Bad Request',
    'The request is not HTTP.',
  ];
  const body = JSON.stringify(problemAnswer(badRequest(detail, status)).body);
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
