import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Route, routes } from '@parley/core/gateway-api/schema';
import { type Answer, type Desk, handlers, problem } from './handlers.ts';
import { World } from './world.ts';

export { aDecision, NUMBER, WINDOW_CLOSED, World } from './world.ts';

/** What goes wrong with the next call of an operation: before its work, after it, or its answer comes late. */
export type Fault = 'drop_before' | 'drop_after' | { answerAfter: Promise<unknown> } | Answer;

/** One call; the status is 0 when the answer was dropped. */
export type SeenCall = { operation: string; body: unknown; key: string | undefined; status: number };

/** The gateway as the contract has it, over a socket: requests and answers must fit the schemas of the API. */
export type GatewayStandIn = {
  url: string;
  apiKey: string;
  world: World;
  calls: SeenCall[];
  faults: { operation: keyof typeof routes; fault: Fault }[];
  callsOf: (operation: string) => SeenCall[];
  close: () => Promise<void>;
};

/** Starts it, on a given port when it comes back after a stop. */
export async function startGatewayStandIn(world: World = new World(), port = 0): Promise<GatewayStandIn> {
  const apiKey = 'a-key-of-the-salesforce-adapter-0001';
  const desk: Desk = { world };
  const calls: SeenCall[] = [];
  const faults: GatewayStandIn['faults'] = [];

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://gateway');
    const found = findRoute(request.method ?? '', url.pathname);
    const operation = found?.operation ?? `${request.method} ${url.pathname}`;
    const body = text === '' ? undefined : (JSON.parse(text) as unknown);
    const key = request.headers['idempotency-key'] as string | undefined;
    const write = ({ status, body: answer }: Answer): void => {
      calls.push({ operation, body, key, status });
      response.writeHead(status, {
        'content-type': status < 300 ? 'application/json' : 'application/problem+json',
      });
      response.end(answer === undefined ? undefined : JSON.stringify(answer));
    };
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return write(problem(401, 'UNAUTHORIZED', 'Wrong key.'));
    const handler = handlers[operation];
    if (!found || !handler)
      return write(problem(501, 'NOT_IMPLEMENTED', `Nothing answers ${operation} here.`));
    const { route, params } = found;
    const query = Object.fromEntries(url.searchParams);
    const unfit = faultsOf(route, query, body);
    if (unfit.length > 0)
      return write(problem(422, 'REQUEST_INVALID', 'The request does not fit.', { errors: unfit }));
    const planned = faults.findIndex((fault) => fault.operation === operation);
    const fault = planned < 0 ? undefined : faults.splice(planned, 1)[0]?.fault;
    if (typeof fault === 'object' && 'status' in fault) return write(fault);
    const drop = (): void => {
      calls.push({ operation, body, key, status: 0 });
      request.socket.destroy();
    };
    if (fault === 'drop_before') return drop();
    const answer = await handler(desk, { params, query, body, key });
    if (fault === 'drop_after') return drop();
    if (fault) await fault.answerAfter;
    if (answer.status < 300) route.success.body?.parse(answer.body);
    write(answer);
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      // Never a 5xx: the adapter would wait for it to pass, and the test would only time out.
      calls.push({
        operation: `fault of the stand-in: ${error}`,
        body: undefined,
        key: undefined,
        status: 418,
      });
      response.writeHead(418).end(JSON.stringify({ code: 'STAND_IN', detail: String(error), status: 418 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    world,
    calls,
    faults,
    callsOf: (operation) => calls.filter((call) => call.operation === operation),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function findRoute(
  method: string,
  path: string,
): { operation: string; route: Route; params: Record<string, string> } | undefined {
  const parts = path.split('/').map(decodeURIComponent);
  for (const [operation, route] of Object.entries<Route>(routes)) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    if (!pattern.every((part, at) => part.startsWith('{') || part === parts[at])) continue;
    const names = pattern.flatMap((part, at) =>
      part.startsWith('{') ? [[part.slice(1, -1), parts[at] ?? '']] : [],
    );
    return { operation, route, params: Object.fromEntries(names) as Record<string, string> };
  }
  return undefined;
}

function faultsOf(route: Route, query: unknown, body: unknown): { path: string; message: string }[] {
  return [route.query?.safeParse(query), route.body?.safeParse(body)].flatMap((result) =>
    (result?.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message })),
  );
}
