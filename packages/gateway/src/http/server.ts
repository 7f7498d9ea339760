import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openApiDocument } from '@parley/core/gateway-api/schema';
import fastify, { type FastifyInstance } from 'fastify';
import type { Keyring } from '../keys/keyring.ts';
import type { Runtime } from '../runtime.ts';
import { addApiRoutes } from './api-routes.ts';
import type { Handlers } from './handler.ts';
import { openCalls } from './open-calls.ts';
import { SAFE_HEADERS } from './safe-headers.ts';
import { sendProblem } from './send-answer.ts';
import {
  addUnknownRoutes,
  MAX_PARAMETER_LENGTH,
  notHttp,
  unreadableUrl,
  withoutHost,
} from './unknown-routes.ts';
import { webhookDoor } from './webhook-door.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

/** A file of 100 MB over a line of 3 Mbit/s takes this long; other bodies get less, where they are read. */
const REQUEST_TIMEOUT_MS = 5 * 60_000;

/** The head of a request is a few hundred bytes; who is slower holds a connection for nothing. */
const HEAD_TIMEOUT_MS = 30_000;

/** Longer than the idle time of usual load balancers (60 s), so that it is never us who closes first. */
const KEEP_ALIVE_MS = 72_000;

/** Calls that are still running at the end get this long to finish; a supervisor kills after 10 s. */
const CLOSING_MS = 1500;

declare module 'fastify' {
  interface FastifyRequest {
    /** The `Content-Type` as it was sent; read it here, since it is taken out of the headers. */
    contentType: string | undefined;
  }
}

export type Server = { readonly url: string; close(): Promise<void> };

/** Listens for the API and Meta's webhooks; resolves once the port is open. */
export async function startServer(runtime: Runtime, handlers: Handlers, keyring: Keyring): Promise<Server> {
  const door = webhookDoor(runtime);
  const app = fastify({
    // Node would answer a request without a Host by itself, with no word of explanation.
    serverFactory: (answer) =>
      createServer(
        {
          requestTimeout: REQUEST_TIMEOUT_MS,
          headersTimeout: HEAD_TIMEOUT_MS,
          keepAliveTimeout: KEEP_ALIVE_MS,
          requireHostHeader: false,
        },
        door.answer(answer),
      ),
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    clientErrorHandler: notHttp(runtime),
    frameworkErrors: unreadableUrl(runtime),
    exposeHeadRoutes: true,
    // Our own route table validates; the framework only routes, and loads nothing to do more.
    schemaController: { compilersFactory: { buildValidator: noSchema, buildSerializer: noSchema } },
  });
  const open = openCalls();
  prepare(app, runtime);
  addApiRoutes(app, runtime, handlers, keyring, open);
  addWebhookRoutes(app, runtime, door);
  addDocument(app);
  addUnknownRoutes(app);
  const { host, port } = runtime.settings;
  await app.listen({ host, port });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(app.server.address() as AddressInfo).port}`,
    async close() {
      door.close();
      open.endWaiting();
      const timer = setTimeout(() => app.server.closeAllConnections(), CLOSING_MS);
      await app.close();
      clearTimeout(timer);
    },
  };
}

function noSchema(): never {
  throw new Error('A route of the framework has a schema; requests are checked by our own table alone.');
}

function prepare(app: FastifyInstance, runtime: Runtime): void {
  app.removeAllContentTypeParsers();
  // Bodies are read by ourselves, after the key was checked; the framework would refuse some before.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  app.decorateRequest('contentType', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    // The framework would refuse odd ones by itself, before the key was looked at.
    request.contentType = request.headers['content-type'];
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') return done(withoutHost());
    delete request.raw.headers['content-type'];
    reply.headers(SAFE_HEADERS);
    done();
  });
  app.addHook('onResponse', (_request, reply, done) => {
    runtime.meters.requests.add(`${Math.floor(reply.statusCode / 100)}xx`);
    done();
  });
  app.setErrorHandler((error, request, reply) =>
    sendProblem(reply, error, runtime, `${request.method} ${request.routeOptions.url ?? ''}`),
  );
}

function addDocument(app: FastifyInstance): void {
  // Written when it is first asked for: most gateways never are, and it takes time and memory at every start.
  let text: string | undefined;
  app.get('/openapi.json', async (_request, reply) => {
    text ??= JSON.stringify(openApiDocument('1.0.0'));
    return reply.type('application/json').send(text);
  });
}
