import type { Fault } from '@parley/core/gateway-api';
import { type Route, type RouteName, routes } from '@parley/core/gateway-api/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { recipientFaults } from '../contacts/recipient-form.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { Runtime } from '../runtime.ts';
import { ApiProblem, invalidFields } from './api-problem.ts';
import { authenticate, checkScope, readIdempotencyKey } from './authorize.ts';
import { type FileAnswer, fileAnswer } from './file-answer.ts';
import type { AnyCall, CallerKey, Handlers } from './handler.ts';
import { languageOf, readAcceptLanguage } from './language.ts';
import type { OpenCalls } from './open-calls.ts';
import { Page } from './page.ts';
import { readBody } from './read-body.ts';
import { checkContentType, checkText, readJson } from './read-json.ts';
import { readQuery, validate } from './validate.ts';
import type { WordedFault } from './wording.ts';

/** No call of the API needs more than 1 MB of JSON; media go another way. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Who calls routes that need no key. */
const nobody: CallerKey = { id: '', name: '', scopes: [], numbers: [], tool: null, sendsPerDay: null };

type World = { readonly runtime: Runtime; readonly keyring: Keyring };

/** Registers every call of the route table: key, scope, body and form are checked before its handler sees it. */
export function addApiRoutes(
  app: FastifyInstance,
  runtime: Runtime,
  handlers: Handlers,
  keyring: Keyring,
  open: OpenCalls,
): void {
  const world = { runtime, keyring };
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    const handle = handlers[name] as (call: AnyCall) => Promise<unknown>;
    app.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const call = await readCall(world, route, request);
        const body = await handle({ ...call, signal: open.signalFor(reply.raw) });
        if (route.success.givesFile) {
          const answer = fileAnswer(body as FileAnswer);
          return reply.code(answer.status).headers(answer.headers).send(answer.body);
        }
        if (body instanceof Page) return reply.code(200).headers(body.headers()).send(body.html);
        reply.code(route.success.status);
        if (route.success.body === undefined) return reply.send();
        if (route.success.textType) return reply.type(route.success.textType).send(body);
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
      },
    });
  }
}

// The order is a promise: who has no key learns nothing about bodies, and who may not do it nothing about fields.
async function readCall(
  { runtime, keyring }: World,
  route: Route,
  request: FastifyRequest,
): Promise<Omit<AnyCall, 'signal'>> {
  const { headers } = request;
  const params = request.params as Record<string, string>;
  const isPublic = route.scope === 'public';
  const language = isPublic
    ? (readAcceptLanguage(headers['accept-language']) ?? 'en')
    : await languageOf(runtime.store.read, headers['accept-language']);
  const key = isPublic ? nobody : await authenticate(keyring, headers.authorization, language);
  checkScope(key, isPublic ? 'any' : route.scope, params, language);
  const value = await readValue(route, request);
  for (const [name, text] of Object.entries(params)) checkText(text, name);
  const faults: Fault[] = [];
  const query = isPublic ? undefined : readValidQuery(route, request.url, language, faults);
  const body = isLeftOut(route, value) ? undefined : validate(route.body, value, 'body', language, faults);
  if (faults.length > 0) throw invalidFields([...faults, ...unseenFaults(route, value, faults)]);
  return {
    params,
    query,
    body,
    key,
    language,
    file: { stream: request.raw, contentType: request.contentType },
    range: headers.range,
    accept: headers.accept,
    idempotencyKey: route.idempotent ? readIdempotencyKey(headers['idempotency-key']) : undefined,
  };
}

function readValidQuery(route: Route, url: string, language: 'de' | 'en', faults: Fault[]): unknown {
  const query = readQuery(url, language, faults);
  return validate(route.query, query, 'query', language, faults);
}

async function readValue(route: Route, request: FastifyRequest): Promise<unknown> {
  if (route.method === 'GET' || route.takesFile) return undefined;
  const bytes = await readBody(request.raw, BODY_LIMIT_BYTES);
  if (bytes === 'too_large') throw tooLarge();
  if (bytes.length === 0) return undefined;
  checkContentType(request.contentType, request.headers['content-encoding']);
  return readJson(bytes);
}

// Whom a request is about is read after the schema, by another library: named here too, every fault is in one answer.
function unseenFaults(route: Route, value: unknown, seen: readonly Fault[]): readonly WordedFault[] {
  if (route.body === undefined || typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  return ['to', 'contact']
    .filter((field) => !seen.some(({ path }) => path === field || path.startsWith(`${field}.`)))
    .flatMap((field) => recipientFaults(fields[field], field));
}

// A call without a body may as well send an empty one.
function isLeftOut(route: Route, value: unknown): boolean {
  return value === undefined && (route.body === undefined || route.bodyOptional === true);
}

function tooLarge(): ApiProblem {
  return new ApiProblem({
    status: 413,
    code: 'BODY_TOO_LARGE',
    title: { en: 'The body is too large', de: 'Der Inhalt ist zu groß' },
    detail: {
      en: `A JSON body may have ${BODY_LIMIT_BYTES} bytes (1 MB) at most.`,
      de: `Der JSON-Inhalt darf höchstens ${BODY_LIMIT_BYTES} Bytes (1 MB) haben.`,
    },
    remedy: {
      en: 'Send less at once; link media instead of sending them along.',
      de: 'Senden Sie weniger auf einmal; verweisen Sie auf Medien, statt sie mitzusenden.',
    },
  });
}
