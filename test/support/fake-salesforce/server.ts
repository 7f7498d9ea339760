import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './api-error.ts';
import { Faults } from './faults.ts';
import { type ConnectedApp, OAuthRefusal, Tokens } from './oauth.ts';
import { Records, type StoredRecord } from './records.ts';
import { type Answer, answer, type Pages } from './rest.ts';
import { deployedSchema } from './schema.ts';

/** A real org answers a longer request line with 414. */
const MAX_URL_BYTES = 16_384;
const ORGANISATION = '00DFk0000000001MAA';
const NEWEST_VERSION = 67;

/** One call the org has seen. */
export type SeenCall = { method: string; url: string; status: number; callOptions: string | undefined };

/** How the org is set up. */
export type OrgOptions = {
  /** Folder `force-app/main/default` of the metadata that is deployed. */
  metadata: string;
  app: Omit<ConnectedApp, 'userId'>;
  now?: () => number;
  /** Rows in one page of a query; 2,000 in a real org. */
  pageSize?: number;
  /** Leaves `id` out of the token answer, as some identity policies do. */
  tokenWithoutId?: boolean;
};

/** A Salesforce org on loopback that refuses what a real one refuses. */
export type FakeSalesforce = {
  url: string;
  records: Records;
  faults: Faults;
  tokens: Tokens;
  calls: SeenCall[];
  /** The user the integration acts as. */
  integrationUser: string;
  /** A person in the org. */
  addUser: (name: string) => string;
  /** What a person does on a page; `by` is a user id. */
  create: (object: string, values: Record<string, unknown>, by: string) => StoredRecord;
  update: (object: string, id: string, values: Record<string, unknown>, by: string) => StoredRecord;
  all: (object: string) => StoredRecord[];
  close: () => Promise<void>;
};

/** Starts the org on a free port. */
export async function startFakeSalesforce(options: OrgOptions): Promise<FakeSalesforce> {
  const now = options.now ?? Date.now;
  const records = new Records(deployedSchema(options.metadata), now);
  const faults = new Faults();
  const users = records.object('User');
  const addUser = (name: string): string =>
    records.create(
      users,
      { Name: name, Username: `${name.toLowerCase().replaceAll(' ', '.')}@org.example` },
      '',
    ).Id;
  const integrationUser = addUser('Parley Integration');
  let url = '';
  const tokens = new Tokens({ ...options.app, userId: integrationUser }, () => [url], now);
  const pages: Pages = new Map();
  const calls: SeenCall[] = [];
  let used = 0;

  const server = createServer((request, response) => {
    void handle(request, response);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const method = request.method ?? 'GET';
    const reply = (given: Answer, headers: Record<string, string> = {}): void => {
      const { status } = given;
      calls.push({
        method,
        url: request.url ?? '',
        status,
        callOptions: header(request, 'sforce-call-options'),
      });
      const location: Record<string, string> = given.location ? { location: given.location } : {};
      const type: Record<string, string> =
        given.body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' };
      response.writeHead(status, { ...headers, ...location, ...type });
      response.end(given.body === undefined ? undefined : JSON.stringify(given.body));
    };
    if (Buffer.byteLength(request.url ?? '') > MAX_URL_BYTES) return reply({ status: 414 });
    const target = new URL(request.url ?? '/', url);
    if (target.pathname === '/services/oauth2/token') return reply(tokenAnswer(method, body));
    const limits = { 'sforce-limit-info': `api-usage=${faults.quotaIsGone ? 100_001 : ++used}/100000` };
    try {
      const token = /^(?:Bearer|OAuth) (.+)$/.exec(header(request, 'authorization') ?? '')?.[1];
      if (!token || !tokens.isGood(token) || faults.tokensAreRefused)
        throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
      if (faults.quotaIsGone)
        throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
      if (faults.takeHang()) return;
      if (faults.takeUnavailable(method))
        throw new ApiError(503, 'SERVER_UNAVAILABLE', 'Server too busy. Please try again later.');
      const path = target.pathname.split('/').slice(1).map(decodeURIComponent);
      const version = /^v(\d+)\.0$/.exec(path[2] ?? '')?.[1];
      if (path[0] !== 'services' || path[1] !== 'data' || !version || Number(version) > NEWEST_VERSION)
        throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
      const base = `/services/data/v${version}.0`;
      const desk = { records, faults, user: integrationUser };
      const call = {
        method,
        path: path.slice(3),
        query: target.searchParams,
        body: readBody(request, method, body),
        base,
      };
      const given = answer(desk, pages, options.pageSize ?? 2000, call);
      if (method !== 'GET' && call.path.length > 1 && faults.takeDrop()) {
        calls.push({
          method,
          url: request.url ?? '',
          status: 0,
          callOptions: header(request, 'sforce-call-options'),
        });
        request.socket.destroy();
        return;
      }
      reply(given, limits);
    } catch (error) {
      const known = error instanceof ApiError ? error : new ApiError(500, 'UNKNOWN_EXCEPTION', String(error));
      const fields = known.fields ? { fields: known.fields } : {};
      const challenge: Record<string, string> = known.status === 401 ? { 'www-authenticate': 'Token' } : {};
      reply(
        { status: known.status, body: [{ message: known.message, errorCode: known.errorCode, ...fields }] },
        { ...(known.status === 401 ? {} : limits), ...challenge },
      );
    }
  }

  function tokenAnswer(method: string, body: string): Answer {
    if (method !== 'POST') return { status: 405 };
    try {
      const token = tokens.grant(new URLSearchParams(body));
      const id = options.tokenWithoutId ? {} : { id: `${url}/id/${ORGANISATION}/${integrationUser}` };
      return { status: 200, body: { access_token: token, instance_url: url, ...id, token_type: 'Bearer' } };
    } catch (error) {
      if (!(error instanceof OAuthRefusal)) throw error;
      return { status: 400, body: { error: error.error, error_description: error.message } };
    }
  }

  url = await listen(server);
  return {
    url,
    records,
    faults,
    tokens,
    calls,
    integrationUser,
    addUser,
    create: (object, values, by) => records.create(records.object(object), values, by),
    update: (object, id, values, by) => records.update(records.object(object), id, values, by),
    all: (object) => records.all(records.object(object)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function readBody(request: IncomingMessage, method: string, body: string): unknown {
  if (method !== 'POST' && method !== 'PATCH') return undefined;
  if (!/^application\/json\b/.test(header(request, 'content-type') ?? ''))
    throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json');
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'The HTTP entity body cannot be parsed as JSON.');
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
