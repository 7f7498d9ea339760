import type { Socket } from 'node:net';
import { routes } from '@parley/core/gateway-api/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Runtime } from '../runtime.ts';
import { ApiProblem } from './api-problem.ts';
import { languageForProblem } from './language.ts';
import { problemAnswer } from './problem-answer.ts';
import { sendProblem } from './send-answer.ts';
import type { Language, Wording } from './wording.ts';

/** A link's key has up to 300 characters, each of which may be escaped. */
export const MAX_PARAMETER_LENGTH = 1000;

const seeDocument = {
  en: 'See /openapi.json for every call.',
  de: 'Alle Aufrufe stehen in /openapi.json.',
};

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
      title: { en: 'This path does not take that method', de: 'Dieser Pfad kennt diese Methode nicht' },
      detail: {
        en: `${request.method} is not possible here; possible: ${allowed.join(', ')}.`,
        de: `${request.method} ist hier nicht möglich; möglich: ${allowed.join(', ')}.`,
      },
      remedy: seeDocument,
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
    title: { en: 'No such path', de: 'Kein solcher Pfad' },
    detail: {
      en: 'The gateway has nothing under this path.',
      de: 'Das Gateway hat unter diesem Pfad nichts.',
    },
    remedy: seeDocument,
  });
}

function pathTooLong(): ApiProblem {
  return new ApiProblem({
    status: 404,
    code: 'NOT_FOUND',
    title: { en: 'No such path', de: 'Kein solcher Pfad' },
    detail: {
      en: `A part of the path has more than ${MAX_PARAMETER_LENGTH} characters: no id or key is that long.`,
      de: `Ein Teil des Pfades hat mehr als ${MAX_PARAMETER_LENGTH} Zeichen: So lang ist keine Kennung und kein Schlüssel.`,
    },
    remedy: {
      en: 'Check the id in the path.',
      de: 'Prüfen Sie die Kennung im Pfad.',
    },
  });
}

function badRequest(detail: Wording, status = 400): ApiProblem {
  return new ApiProblem({
    status,
    code: 'BAD_REQUEST',
    title: { en: 'The request cannot be read', de: 'Die Anfrage lässt sich nicht lesen' },
    detail,
    remedy: {
      en: 'Check how the address and the head of the request are written.',
      de: 'Prüfen Sie, wie Adresse und Kopf der Anfrage geschrieben sind.',
    },
  });
}

/** HTTP/1.1 wants a Host (RFC 9112, 3.2). */
export function withoutHost(): ApiProblem {
  return badRequest({
    en: 'The request has no Host header, which HTTP/1.1 requires.',
    de: 'Der Anfrage fehlt der Header Host, den HTTP/1.1 verlangt.',
  });
}

const unreadablePath = {
  en: 'The path is not written as a URL should be (percent escapes).',
  de: 'Der Pfad ist nicht so geschrieben, wie es eine URL verlangt (Prozent-Kodierung).',
};

/** An address that cannot be decoded, or with a part that is too long for any id. */
export function unreadableUrl(runtime: Runtime) {
  return (error: Error, _request: FastifyRequest, reply: FastifyReply): void => {
    const isLong = (error as { code?: string }).code === 'FST_ERR_MAX_PARAM_LENGTH';
    void sendProblem(reply, isLong ? pathTooLong() : badRequest(unreadablePath), runtime, 'url');
  };
}

type Broken = readonly [status: number, phrase: string, detail: Wording];

const broken: Readonly<Record<string, Broken>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    { en: 'The request took too long to arrive.', de: 'Die Anfrage brauchte zu lange, um anzukommen.' },
  ],
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    { en: 'The head of the request is too large.', de: 'Der Kopf der Anfrage ist zu groß.' },
  ],
};

const notAnyHttp: Broken = [
  400,
  'Bad Request',
  { en: 'The request is not HTTP.', de: 'Die Anfrage ist kein HTTP.' },
];

/**
 * Bytes that are no HTTP, or a head that is too large or too slow; answered on the bare socket, in the business's
 * language, since no head was read that could name another.
 */
export function notHttp(runtime: Runtime) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      void languageForProblem(runtime.store.read, undefined).then((language) =>
        endWith(socket, broken[error.code ?? ''] ?? notAnyHttp, language),
      );
  };
}

function endWith(socket: Socket, [status, phrase, detail]: Broken, language: Language): void {
  const body = JSON.stringify(problemAnswer(badRequest(detail, status), language).body);
  socket.end(
    `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: application/problem+json\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
