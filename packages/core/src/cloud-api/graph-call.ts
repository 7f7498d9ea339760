import * as z from 'zod';
import { isRetryable } from './describe-error.ts';
import { errorCode, isRefusalAtAnyStatus } from './error-codes.ts';
import { causeOf, isCertainlyNotSent } from './not-sent.ts';
import type { RejectionError, SendCause } from './send-outcome.ts';
import { present } from './webhook/reading.ts';

/** Answers are a few kilobytes; a page of a hundred templates may reach one megabyte. */
export const ANSWER_LIMIT = 8 * 1024 * 1024;

/** One call of the Graph API. */
export type GraphRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
};

/** How a call ended; the four ends are those of a send. */
export type GraphAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'rejected'; readonly error: RejectionError }
  | { readonly kind: 'not_sent'; readonly cause: SendCause }
  | { readonly kind: 'unknown'; readonly cause: SendCause };

export type GraphDeps = { readonly fetch: typeof fetch; readonly timeoutMs: number; readonly token: string };

const ErrorBody = z.object({
  error: z.object({
    code: z.int(),
    message: z.string().nullish(),
    error_user_msg: z.string().nullish(),
    error_data: z.object({ details: z.string().nullish() }).nullish().catch(undefined),
  }),
});

/** Makes one call and reads its answer as JSON; never throws, never repeats. */
export async function callGraph(deps: GraphDeps, request: GraphRequest): Promise<GraphAnswer<unknown>> {
  const answer = await exchange(deps, request, ANSWER_LIMIT);
  if (answer.kind !== 'answered') return answer;
  const { status, bytes } = answer.value;
  const json = parse(bytes);
  const error = errorOf(json, status, deps.token);
  if (error && (isRefusalAtAnyStatus(error.code) || (status >= 400 && status < 500))) {
    return { kind: 'rejected', error };
  }
  if (status >= 200 && status < 300 && json !== undefined && !error) return { kind: 'answered', value: json };
  return { kind: 'unknown', cause: unusable(status, json, error) };
}

/** Makes one call for the bytes of a file, up to a limit. */
export async function fetchBytes(
  deps: GraphDeps,
  request: GraphRequest,
  limit: number,
): Promise<GraphAnswer<Uint8Array>> {
  const answer = await exchange(deps, request, limit);
  if (answer.kind !== 'answered') return answer;
  const { status, bytes } = answer.value;
  if (status >= 200 && status < 300) return { kind: 'answered', value: bytes };
  const json = parse(bytes);
  const error = errorOf(json, status, deps.token);
  if (error && status < 500) return { kind: 'rejected', error };
  return { kind: 'unknown', cause: unusable(status, json, error) };
}

type Exchange = { readonly status: number; readonly bytes: Uint8Array };

async function exchange(
  deps: GraphDeps,
  request: GraphRequest,
  limit: number,
): Promise<GraphAnswer<Exchange>> {
  try {
    const response = await deps.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      // A redirect would carry token and message to another place, or send them twice.
      redirect: 'manual',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    const bytes = await readBytes(response, limit);
    if (bytes === undefined) {
      const message = `The answer is larger than ${limit} bytes and was not read to its end.`;
      return { kind: 'unknown', cause: { code: 'TOO_LARGE', message, httpStatus: response.status } };
    }
    return { kind: 'answered', value: { status: response.status, bytes } };
  } catch (error) {
    const cause = causeOf(error, deps.timeoutMs);
    return { kind: isCertainlyNotSent(error) ? 'not_sent' : 'unknown', cause };
  }
}

async function readBytes(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function errorOf(json: unknown, httpStatus: number, token: string): RejectionError | undefined {
  const body = ErrorBody.safeParse(json).data?.error;
  if (!body) return undefined;
  return present({
    code: body.code,
    title: withoutToken(body.message?.replace(/^\(#\d+\)\s*/, ''), token),
    details: withoutToken(body.error_data?.details ?? body.error_user_msg, token),
    httpStatus,
    category: errorCode(body.code).category,
    retryable: isRetryable(body.code),
  });
}

// Meta quotes a token that it can't read back at us.
function withoutToken(text: string | null | undefined, token: string): string | undefined {
  return text?.replaceAll(token, '•••') || undefined;
}

function unusable(httpStatus: number, json: unknown, error: RejectionError | undefined): SendCause {
  const readable = json !== undefined;
  return present({
    code: readable || httpStatus >= 300 ? `HTTP_${httpStatus}` : 'UNREADABLE',
    message: `The Cloud API answered ${httpStatus}${readable ? '' : ' with something that is no JSON'}. The status will tell whether it was taken.`,
    httpStatus,
    error: error && present({ code: error.code, title: error.title, details: error.details }),
  });
}
