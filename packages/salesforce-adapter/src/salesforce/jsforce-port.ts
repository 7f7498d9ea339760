import jsforce from 'jsforce';
import { setDefaults } from 'jsforce/lib/request.js';
import type { SalesforceSettings } from '../settings.ts';
import { tokenRequest } from './authorize.ts';
import { type CompositeAnswer, partFailure, reading, signInFailure, toFailure } from './call-failure.ts';
import { SalesforceFailure } from './failure.ts';
import { type FoundRow, MAX_QUERY_ROWS, type NewRow, type RowResult, type SalesforcePort } from './port.ts';

/** With a token that is never accepted jsforce signs in without end (hundreds of times a second). */
const MAX_SIGN_INS = 3;
const SIGN_IN_WINDOW_MS = 60_000;
/** Names our writes in the org's change events, so that others can tell them apart. */
const CLIENT_NAME = 'parley';

type Connection = InstanceType<typeof jsforce.Connection>;
type QueryPage = { done: boolean; nextRecordsUrl?: string; records: FoundRow[] };
type WireResult = {
  id?: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string; message: string }[];
};

/** The port over jsforce; signing in happens with the first call and again when a session ends. A call without an answer is given up after `callTimeoutMs`. */
export function connectSalesforce(
  settings: SalesforceSettings,
  now: () => Date,
  callTimeoutMs: number,
): SalesforcePort {
  setDefaults({ timeout: callTimeoutMs, followRedirect: true, ...proxyFor(settings.loginUrl) });
  const signIns: number[] = [];

  async function signIn(conn: Connection): Promise<string> {
    const at = now().getTime();
    while (signIns[0] !== undefined && signIns[0] <= at - SIGN_IN_WINDOW_MS) signIns.shift();
    if (signIns.length >= MAX_SIGN_INS) {
      throw new SalesforceFailure(
        'Signing in to Salesforce',
        'INVALID_SESSION_ID',
        `The org hands out tokens and does not accept them (${MAX_SIGN_INS} times within a minute).`,
      );
    }
    signIns.push(at);
    try {
      await conn.authorize(tokenRequest(settings.credentials, settings.loginUrl, now()));
    } catch (error) {
      throw signInFailure(error);
    }
    if (!conn.accessToken) throw signInFailure(new Error('the answer has no access_token'));
    return conn.accessToken;
  }

  const connection: Connection = new jsforce.Connection({
    version: settings.apiVersion,
    loginUrl: settings.loginUrl,
    instanceUrl: settings.loginUrl,
    oauth2: {
      loginUrl: settings.loginUrl,
      clientId: settings.credentials.clientId,
      ...(settings.credentials.flow === 'client_credentials'
        ? { clientSecret: settings.credentials.clientSecret }
        : {}),
    },
    callOptions: { client: CLIENT_NAME },
    logLevel: 'NONE',
    // Without its own function jsforce looks for a refresh token, which these flows do not have.
    refreshFn: (conn, callback) => {
      signIn(conn as Connection).then(
        (token) => callback(null, token),
        (error: Error) => callback(error),
      );
    },
  });

  let signingIn: Promise<string> | undefined;
  async function call<Answer>(
    attempt: string,
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ) {
    try {
      if (!connection.accessToken) {
        // Two loops start at once and must not take two of the few sign-ins.
        signingIn ??= signIn(connection).finally(() => {
          signingIn = undefined;
        });
        await signingIn;
      }
      return await connection.request<Answer>(
        {
          method,
          url,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        },
        // Retries are ours: jsforce never repeats a POST or PATCH, and repeats a GET for 15 seconds.
        { retry: { maxRetries: 0 } } as object,
      );
    } catch (error) {
      throw toFailure(attempt, error);
    }
  }

  async function allRows(soql: string, first: QueryPage): Promise<FoundRow[]> {
    const rows = [...first.records];
    for (let page = first; !page.done && page.nextRecordsUrl && rows.length < MAX_QUERY_ROWS; ) {
      page = await call<QueryPage>(reading(soql), 'GET', page.nextRecordsUrl);
      rows.push(...page.records);
    }
    return rows;
  }

  return {
    query: async (soql) =>
      allRows(soql, await call<QueryPage>(reading(soql), 'GET', `/query?q=${encodeURIComponent(soql)}`)),
    async queryAll(soqls) {
      const compositeRequest = soqls.map((soql, at) => ({
        method: 'GET',
        url: `/services/data/v${settings.apiVersion}/query?q=${encodeURIComponent(soql)}`,
        referenceId: `q${at}`,
      }));
      const answer = await call<CompositeAnswer>('Reading records', 'POST', '/composite', {
        compositeRequest,
      });
      const results: FoundRow[][] = [];
      for (const [at, soql] of soqls.entries()) {
        const part = answer.compositeResponse.find((response) => response.referenceId === `q${at}`);
        if (part?.httpStatusCode !== 200) throw partFailure(reading(soql), part);
        results.push(await allRows(soql, part.body as QueryPage));
      }
      return results;
    },
    async search(sosl) {
      const found = await call<{ searchRecords: FoundRow[] }>(
        'Searching phone numbers',
        'GET',
        `/search?q=${encodeURIComponent(sosl)}`,
      );
      return found.searchRecords;
    },
    // The collection form also for one row: the single form puts the external id into the path unencoded.
    upsert: async (object, keyField, rows) =>
      rowResults(
        await call<WireResult[]>(
          `Writing ${object}`,
          'PATCH',
          `/composite/sobjects/${object}/${keyField}`,
          collection(object, rows),
        ),
      ),
    update: async (object, rows) =>
      rowResults(
        await call<WireResult[]>(
          `Updating ${object}`,
          'PATCH',
          '/composite/sobjects',
          collection(object, rows),
        ),
      ),
    remove: async (ids) =>
      rowResults(
        await call<WireResult[]>(
          'Deleting records',
          'DELETE',
          `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`,
        ),
      ),
    usage: () => connection.limitInfo.apiUsage,
  };
}

function collection(object: string, rows: readonly NewRow[]): object {
  return { allOrNone: false, records: rows.map((row) => ({ attributes: { type: object }, ...row })) };
}

function rowResults(wire: readonly WireResult[]): RowResult[] {
  return wire.map((row) => {
    if (row.success) return { ok: true, id: row.id ?? '', created: row.created ?? false };
    const [first] = row.errors;
    return { ok: false, code: first?.statusCode ?? 'UNKNOWN_EXCEPTION', message: first?.message ?? '' };
  });
}

/**
 * jsforce takes the proxy from the environment and has no NO_PROXY: an org on this machine, which only tests
 * have, must not be asked for through it.
 */
function proxyFor(loginUrl: string): { httpProxy?: string } {
  const { hostname } = new URL(loginUrl);
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return {};
  const { env } = process;
  const proxy = env.https_proxy ?? env.HTTPS_PROXY ?? env.http_proxy ?? env.HTTP_PROXY;
  return proxy ? { httpProxy: proxy } : {};
}
