import { GatewayUnreachable } from './problem.ts';
import type { Method } from './route/route.ts';

export type QueryValue = string | number | boolean | undefined;

export type TransportRequest = {
  readonly method: Method;
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long this call may take; long polls need more than the default. */
  readonly timeoutMs?: number;
};

/** `body` is the parsed JSON, or undefined when the answer had none. */
export type TransportResponse = { readonly status: number; readonly body: unknown };

/** Carries one call to the gateway; throws `GatewayUnreachable` when no answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

export type FetchTransportOptions = {
  /** The gateway's address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly apiKey: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds for one call; 20,000 leaves room for a slow disk, and is short enough to retry. */
  readonly timeoutMs?: number;
  /** The language of the words in answers; left out, the business's. */
  readonly language?: 'de' | 'en';
};

/** A transport over `fetch`; it never retries, since only the caller knows what may be repeated. */
export function fetchTransport(options: FetchTransportOptions): Transport {
  const base = options.url.replace(/\/+$/, '');
  return async (request) => {
    const headers: Record<string, string> = { authorization: `Bearer ${options.apiKey}`, ...request.headers };
    if (options.language) headers['accept-language'] = options.language;
    if (request.body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = {
      method: request.method,
      headers,
      // A key must not follow a redirect to somewhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(request.timeoutMs ?? options.timeoutMs ?? 20_000),
    };
    if (request.body !== undefined) init.body = JSON.stringify(request.body);
    try {
      const response = await options.fetch(base + request.path + queryText(request.query), init);
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : parse(text) };
    } catch (cause) {
      throw new GatewayUnreachable(`${request.method} ${request.path}`, cause);
    }
  };
}

/** The query as it stands in the URL; undefined values are left out. */
export function queryText(query: TransportRequest['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

// Whatever is not JSON (a proxy's error page, say) is no answer of the gateway; the client says so.
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
