import type { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { plainHost, reachOf } from '@parley/core/host';
import type { Agent, request } from 'undici';
import type { BothLanguages } from '../http/wording.ts';
import { postProblems } from './problem-words.ts';
import { reachProblem, targetProblem } from './target.ts';

/** A target that has not answered by then is counted as down; it gets the same again. */
const POST_TIMEOUT_MS = 15_000;

/** What a target writes back is of no use; a little is read so that the connection can be used again. */
const ANSWER_LIMIT_BYTES = 64 * 1024;

/** How one POST ended; only a status of 2xx is a delivery. */
export type PostResult =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly status?: number; readonly problem: BothLanguages };

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
      const fault = targetProblem(url, allowedHosts);
      if (fault !== undefined) return { ok: false, problem: postProblems.url(fault) };
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
        if (status >= 200 && status < 300) return { ok: true, status };
        // Where a redirect leads to was checked by nobody, and may be inside.
        const isRedirect = status >= 300 && status < 400;
        const problem = isRedirect ? postProblems.redirected(status) : postProblems.answered(status);
        return { ok: false, status, problem };
      } catch (error) {
        return { ok: false, problem: problemOf(error) };
      }
    },
    close: async () => (await opened)?.agent.destroy(),
  };
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

class RefusedAddress extends Error {
  readonly problem: BothLanguages;

  constructor(problem: BothLanguages) {
    super(problem.en);
    this.problem = problem;
  }
}

function guardedLookup(allowedHosts: readonly string[], resolve: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const host = plainHost(hostname);
      for (const { address } of addresses) {
        const problem = reachProblem(reachOf(address), host, allowedHosts);
        if (problem !== undefined) return callback(new RefusedAddress(postProblems.host(problem)), []);
      }
      const [first] = addresses;
      if (options.all || !first) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function problemOf(error: unknown): BothLanguages {
  if (error instanceof RefusedAddress) return error.problem;
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'TimeoutError') return postProblems.silent(POST_TIMEOUT_MS / 1000);
  return postProblems.unreachable(typeof code === 'string' ? code : String(name));
}
