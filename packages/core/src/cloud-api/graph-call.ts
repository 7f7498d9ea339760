import * as z from 'zod';
import { isRetryable } from './describe-error.ts';
import { errorCode, isRefusalAtAnyStatus } from './error-codes.ts';
import { causeOf, isCertainlyNotSent } from './not-sent.ts';
import type { RejectionError, SendCause } from './send-outcome.ts';
import { present } from './webhook/reading.ts';

/** Answers are a few kilobytes; a page of a hundred templates may reach one megabyte. */
const ANSWER_LIMIT = 8 * 1024 * 1024;

/** One call of the Graph API. */
export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or what is sent piece by piece. */
  readonly body?: string | AsyncIterable<Uint8Array>;
};

/** How a call ended; the four ends are those of a send. */
export type GraphAnswer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'rejected'; readonly error: RejectionError; readonly body?: unknown }
  | { readonly kind: 'not_sent'; readonly cause: SendCause }
  | { readonly kind: 'unknown'; readonly cause: SendCause };

export type GraphDeps = { readonly fetch: typeof fetch; readonly timeoutMs: number; readonly token: string };

const ErrorBody = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().nullish().catch(undefined),
    message: z.string().nullish(),
    error_user_msg: z.string().nullish(),
    error_data: z.object({ details: z.string().nullish() }).nullish().catch(undefined),
  }),
});

/** Makes one call and reads its answer as JSON; never throws, never repeats. */
export async function callGraph(deps: GraphDeps, request: GraphRequest): Promise<GraphAnswer<unknown>> {
  const answer = await exchange(deps, request, ANSWER_LIMIT);
  if (answer.kind !== 'answered') return answer;
  const { status, content } = answer.value;
  const json = parse(content);
  const error = errorOf(json, status, deps.token);
  if (error && (isRefusalAtAnyStatus(error.code) || (status >= 400 && status < 500))) {
    return { kind: 'rejected', error, body: json };
  }
  if (status >= 200 && status < 300 && json !== undefined && !error) return { kind: 'answered', value: json };
  return { kind: 'unknown', cause: unusable(status, json, error) };
}

/** Takes a file piece by piece; what it throws ends the download, and is thrown on. */
export type WriteBytes = (piece: Uint8Array) => Promise<void>;

/** Makes one call for the bytes of a file, up to a limit; answers how many there were. */
export async function fetchBytes(
  deps: GraphDeps,
  request: GraphRequest,
  limit: number,
  write: WriteBytes,
): Promise<GraphAnswer<number>> {
  const ended = await answerOf(deps, request, async (response) =>
    response.ok ? readInto(response, limit, write) : readBytes(response, ANSWER_LIMIT),
  );
  if (ended.kind !== 'answered') return ended;
  const { status, content } = ended.value;
  if (content === undefined) return { kind: 'unknown', cause: tooLarge(limit, status) };
  if (typeof content === 'number') return { kind: 'answered', value: content };
  const json = parse(content);
  const error = errorOf(json, status, deps.token);
  if (error && status < 500) return { kind: 'rejected', error };
  return { kind: 'unknown', cause: unusable(status, json, error) };
}

type Exchange<Content> = { readonly status: number; readonly content: Content };

async function exchange(
  deps: GraphDeps,
  request: GraphRequest,
  limit: number,
): Promise<GraphAnswer<Exchange<Uint8Array>>> {
  const ended = await answerOf(deps, request, (response) => readBytes(response, limit));
  if (ended.kind !== 'answered') return ended;
  const { status, content } = ended.value;
  if (content === undefined) return { kind: 'unknown', cause: tooLarge(limit, status) };
  return { kind: 'answered', value: { status, content } };
}

/** What the reader of an answer throws is its own failure, and none of the connection. */
class ReaderFailure extends Error {}

async function answerOf<Content>(
  deps: GraphDeps,
  request: GraphRequest,
  read: (response: Response) => Promise<Content>,
): Promise<GraphAnswer<Exchange<Content>>> {
  const { body } = request;
  try {
    const response = await deps.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(typeof body === 'string' ? { body } : {}),
      ...(typeof body === 'object' ? { body: ReadableStream.from(body), duplex: 'half' } : {}),
      // A redirect would carry token and message to another place, or send them twice.
      redirect: 'manual',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    return { kind: 'answered', value: { status: response.status, content: await read(response) } };
  } catch (error) {
    if (error instanceof ReaderFailure) throw error.cause;
    const cause = causeOf(error, deps.timeoutMs);
    return { kind: isCertainlyNotSent(error) ? 'not_sent' : 'unknown', cause };
  }
}

function tooLarge(limit: number, httpStatus: number): SendCause {
  const message = `The answer is larger than ${limit} bytes and was not read to its end.`;
  return { code: 'TOO_LARGE', message, httpStatus };
}

async function readInto(response: Response, limit: number, write: WriteBytes): Promise<number | undefined> {
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream and closes the connection.
    if (size > limit) return undefined;
    try {
      await write(chunk);
    } catch (cause) {
      throw new ReaderFailure('What came could not be taken', { cause });
    }
  }
  return size;
}

async function readBytes(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  const size = await readInto(response, limit, async (chunk) => void chunks.push(chunk));
  return size === undefined ? undefined : Buffer.concat(chunks);
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
    subcode: body.error_subcode ?? undefined,
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
