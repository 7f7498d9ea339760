import * as z from 'zod';
import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import { isRetryable } from './describe-error.ts';
import { errorCode } from './error-codes.ts';
import type { GraphAnswer } from './graph-call.ts';
import { failure, resultOf } from './graph-result.ts';
import type { RejectionError } from './send-outcome.ts';
import { present } from './webhook/reading.ts';

/** Somebody to block: by phone number (digits) or by user id. */
export type BlockTarget = { readonly phone: string } | { readonly userId: string };

/** Somebody on the block list; a phone number that the business does not see is absent. */
export type BlockedUser = { readonly waId?: string; readonly userId?: string };

/** Those that Meta did not block or unblock, each with why; the others are done. */
export type BlockOutcome = {
  readonly failed: readonly { readonly input: string; readonly error: RejectionError }[];
};

/** The block list of a number: only who wrote within 24 hours can be blocked, and 64,000 fit. */
export type BlockCalls = {
  blockUsers(numberId: string, users: readonly BlockTarget[]): Promise<GraphResult<BlockOutcome>>;
  unblockUsers(numberId: string, users: readonly BlockTarget[]): Promise<GraphResult<BlockOutcome>>;
  /** One page of the list; `next` continues it. */
  listBlocked(
    numberId: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<GraphResult<{ readonly users: readonly BlockedUser[]; readonly next?: string }>>;
};

const maybeText = z.string().nullish();

const Failed = z.object({
  input: z.string().nullish(),
  errors: z
    .array(
      z.object({
        code: z.int(),
        message: maybeText,
        error_data: z.object({ details: maybeText }).nullish().catch(undefined),
      }),
    )
    .nullish(),
});

const BlockAnswer = z.object({
  block_users: z.object({ failed_users: z.array(Failed).nullish() }),
});

const ListAnswer = z.object({
  data: z.array(z.object({ wa_id: maybeText, user_id: maybeText })),
  paging: z.object({ cursors: z.object({ after: maybeText }).nullish(), next: maybeText }).nullish(),
});

/** The calls about the block list of one token. */
export function blockCalls({ url, get, post, delete: remove }: Caller): BlockCalls {
  const bodyOf = (users: readonly BlockTarget[]) => ({
    messaging_product: 'whatsapp',
    block_users: users.map((user) => ('phone' in user ? { user: user.phone } : { user_id: user.userId })),
  });
  return {
    async blockUsers(numberId, users) {
      return outcomeOf(await post(url(numberId, 'block_users'), bodyOf(users)));
    },
    async unblockUsers(numberId, users) {
      return outcomeOf(await remove(url(numberId, 'block_users'), bodyOf(users)));
    },
    async listBlocked(numberId, { limit, after }) {
      const query = { limit: String(limit), ...(after === undefined ? {} : { after }) };
      const read = resultOf(await get(url(numberId, 'block_users', query)), ListAnswer);
      if (!read.ok) return read;
      const { data, paging } = read.value;
      const users = data.map(({ wa_id, user_id }) =>
        present({ waId: wa_id ?? undefined, userId: user_id ?? undefined }),
      );
      const next = (paging?.next ? paging.cursors?.after : undefined) ?? undefined;
      return { ok: true, value: present({ users, next }) };
    },
  };
}

// A list of which some failed is answered as an error (139100) that names them all the same.
function outcomeOf(answer: GraphAnswer<unknown>): GraphResult<BlockOutcome> {
  if (answer.kind !== 'answered' && answer.kind !== 'rejected') return failure(answer);
  const json = answer.kind === 'answered' ? answer.value : answer.body;
  const read = BlockAnswer.safeParse(json).data;
  if (!read) return answer.kind === 'rejected' ? failure(answer) : resultOf(answer, z.never());
  const failed = (read.block_users.failed_users ?? []).map(({ input, errors }) => {
    const [error] = errors ?? [];
    const code = error?.code ?? UNSAID;
    return {
      input: input ?? '',
      error: present({
        code,
        title: error?.message?.replace(/^\(#\d+\)\s*/, '') ?? undefined,
        details: error?.error_data?.details ?? undefined,
        httpStatus: 400,
        category: errorCode(code).category,
        retryable: isRetryable(code),
      }),
    };
  });
  return { ok: true, value: { failed } };
}

/** What Meta says when it names nobody's own error: some could not be blocked. */
const UNSAID = 139100;
