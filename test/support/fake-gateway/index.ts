import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Route, routes } from '@parley/core/gateway-api/schema';
import { Webhook } from 'standardwebhooks';
import { type Call, type HandlerAnswer, handle, makeState, problem } from './handlers.ts';

export { decisions, templates } from './answers.ts';

/** What goes wrong at the next call that matches: after the work is done, or instead of it. */
export type Fault = 'resetAfterWork' | 'resetBeforeWork' | { answer: HandlerAnswer } | { html: number };

export type FakeGateway = Awaited<ReturnType<typeof startFakeGateway>>;

/**
 * A gateway over a real socket that holds callers to the contract: every request must fit the schemas
 * of the API and carry the key, and its own answers are checked against the same schemas.
 */
export async function startFakeGateway(options: {
  apiKey: string;
  /** Answers first; what it leaves undefined is answered from the little state of its own. */
  handle?: (call: Call) => HandlerAnswer | undefined | Promise<HandlerAnswer | undefined>;
}) {
  const state = makeState();
  const calls: Call[] = [];
  const faults: { operation: string; fault: Fault }[] = [];

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://gateway');
    if (request.headers.authorization !== `Bearer ${options.apiKey}`) {
      return write(response, problem(401, 'KEY_UNKNOWN', 'The API key is missing or unknown.'));
    }
    const found = findRoute(request.method ?? '', url.pathname);
    if (!found) return write(response, problem(404, 'NOT_FOUND', `There is no ${url.pathname}.`));
    const { operation, route, params } = found;
    const text = Buffer.concat(chunks).toString('utf8');
    const given = text === '' ? undefined : JSON.parse(text);
    const query = Object.fromEntries(url.searchParams);
    const fit = faultsOf(route, query, given);
    const call: Call = { operation, params, query, body: given, headers: request.headers };
    calls.push(call);
    const fault = takeFault(operation);
    if (fault === 'resetBeforeWork') return void request.socket.destroy();
    if (typeof fault === 'object' && 'html' in fault) {
      return void response.writeHead(fault.html, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    }
    if (fit.length > 0) {
      const detail = 'The request does not fit the API.';
      return write(response, problem(422, 'REQUEST_INVALID', detail, { errors: fit }));
    }
    const answer =
      typeof fault === 'object' ? fault.answer : ((await options.handle?.(call)) ?? handle(state, call));
    if (answer.status < 300) route.success.body?.parse(answer.body);
    if (fault === 'resetAfterWork') return void request.socket.destroy();
    write(response, answer);
  }

  function takeFault(operation: string): Fault | undefined {
    const index = faults.findIndex((planned) => planned.operation === operation);
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    state,
    calls,
    /** The calls of one operation, oldest first. */
    callsOf: (operation: string) => calls.filter((call) => call.operation === operation),
    /** Forgets everything, so that the next test starts with a gateway nobody has called. */
    reset(): void {
      calls.length = 0;
      faults.length = 0;
      Object.assign(state, makeState());
    },
    /** Plans a fault for the next call of an operation. */
    failNext: (operation: keyof typeof routes, fault: Fault) => void faults.push({ operation, fault }),
    /** Posts an event to every subscription, signed by an implementation that is not ours. */
    async emit(
      event: object,
      change: (headers: Record<string, string>) => void = () => {},
      secondsAhead = 0,
    ): Promise<number[]> {
      const statuses: number[] = [];
      for (const { url, secret } of state.subscriptions.values()) {
        const body = JSON.stringify(event);
        const now = new Date(Date.now() + secondsAhead * 1000);
        const headers: Record<string, string> = {
          'content-type': 'application/json',
          'webhook-id': 'msg_delivery_1',
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign('msg_delivery_1', now, body),
        };
        change(headers);
        statuses.push((await fetch(url, { method: 'POST', headers, body })).status);
      }
      return statuses;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function findRoute(method: string, path: string) {
  const parts = path.split('/');
  for (const [operation, route] of Object.entries<Route>(routes)) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = pattern.every((part, index) => {
      const given = decodeURIComponent(parts[index] ?? '');
      if (!part.startsWith('{')) return part === given;
      params[part.slice(1, -1)] = given;
      return given !== '';
    });
    if (fits) return { operation, route, params };
  }
  return undefined;
}

function faultsOf(route: Route, query: unknown, body: unknown): { path: string; message: string }[] {
  const results = [route.query?.safeParse(query), route.body?.safeParse(body)];
  return results.flatMap((result) =>
    (result?.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}

function write(response: ServerResponse, { status, body }: HandlerAnswer): void {
  const type = status < 300 ? 'application/json' : 'application/problem+json';
  response
    .writeHead(status, { 'content-type': type })
    .end(body === undefined ? undefined : JSON.stringify(body));
}
