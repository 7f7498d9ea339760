import type { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Agent, request } from 'undici';
import { reachOf } from './address.ts';
import { plainHost, reachProblem, targetProblem } from './target.ts';

/** A target that has not answered by then is counted as down; it gets the same again. */
export const POST_TIMEOUT_MS = 15_000;

/** What a target writes back is of no use; a little is read so that the connection can be used again. */
const ANSWER_LIMIT_BYTES = 64 * 1024;

/** How one POST ended; only a status of 2xx is a delivery. */
export type PostResult =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly status?: number; readonly problem: string };

export type PlainPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly signal: AbortSignal;
};

/** How a host's addresses are found: as `dns.lookup` does. */
export type Lookup = typeof lookup;

export type GuardedPoster = { post(post: PlainPost): Promise<PostResult>; close(): Promise<void> };

/**
 * Posts to addresses that people gave us: follows no redirect, and checks the address it really connects to, so that a
 * name which leads elsewhere at the second look gains nothing.
 */
export function createGuardedPoster(allowedHosts: readonly string[], resolve: Lookup): GuardedPoster {
  let opened: Promise<Client> | undefined;
  return {
    async post({ url, headers, body, signal }) {
      // Again at each delivery: what is allowed may have changed since, and addresses are not looked up.
      const problem = targetProblem(url, allowedHosts);
      if (problem !== undefined) return { ok: false, problem: `the URL ${problem.en}` };
      try {
        opened ??= openClient(guardedLookup(allowedHosts, resolve));
        const { agent, request } = await opened;
        const answer = await request(url, {
          method: 'POST',
          dispatcher: agent,
          headers: { 'user-agent': 'Parley', ...headers },
          body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
        });
        await answer.body.dump({ limit: ANSWER_LIMIT_BYTES });
        const status = answer.statusCode;
        return status >= 200 && status < 300
          ? { ok: true, status }
          : {
              ok: false,
              status,
              problem: `the target answered ${status}${isRedirect(status) ? REDIRECTS : ''}`,
            };
      } catch (error) {
        return { ok: false, problem: problemOf(error) };
      }
    },
    close: async () => (await opened)?.agent.destroy(),
  };
}

/** Where a redirect leads to was checked by nobody, and may be inside. */
const REDIRECTS = ', a redirect; none is followed: give the address that it leads to';

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

type Client = { readonly agent: Agent; readonly request: typeof request };

// Loaded with the first post: it is 15 MB that a gateway which posts to nobody has no use for.
async function openClient(lookup: LookupFunction): Promise<Client> {
  const { Agent, request } = await import('undici');
  const agent = new Agent({
    connect: { lookup, timeout: POST_TIMEOUT_MS },
    headersTimeout: POST_TIMEOUT_MS,
    bodyTimeout: POST_TIMEOUT_MS,
  });
  return { agent, request };
}

class RefusedAddress extends Error {}

function guardedLookup(allowedHosts: readonly string[], resolve: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const host = plainHost(hostname);
      for (const { address } of addresses) {
        const problem = reachProblem(reachOf(address), host, allowedHosts);
        if (problem !== undefined) return callback(new RefusedAddress(`the host ${problem.en}`), []);
      }
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function problemOf(error: unknown): string {
  if (error instanceof RefusedAddress) return error.message;
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'TimeoutError') return `the target did not answer within ${POST_TIMEOUT_MS / 1000} seconds`;
  return `the target could not be reached (${typeof code === 'string' ? code : String(name)})`;
}
