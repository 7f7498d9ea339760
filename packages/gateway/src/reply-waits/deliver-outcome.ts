import type { ReplyOutcome } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import { readBusiness } from '../business/business.ts';
import { appendEvent } from '../events/append.ts';
import { viewMessage } from '../messages/view.ts';
import type { PostResult } from '../outgoing/guarded-post.ts';
import { storeProblem } from '../outgoing/problem-words.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import type { Poster } from '../subscriptions/post.ts';
import { GONE_ENDS_AFTER_MS, pauseAfter } from '../subscriptions/retry.ts';
import { DAY_MS } from '../time-units.ts';

export type SettledWait = Selectable<Tables['reply_wait']>;

/** As long as events are kept: what could not be told by then is of no use any more. */
const TELL_FOR_MS = 30 * DAY_MS;

/** Posts an outcome, signed, and records how that went: done, again later, or given up. */
export async function deliverOutcome(
  runtime: Runtime,
  poster: Poster,
  wait: SettledWait,
  signal: AbortSignal,
): Promise<void> {
  const { store, secrets } = runtime;
  const body = await bodyOf(store.read, wait);
  const result = await poster.post({
    url: wait.url,
    secret: secrets.open(wait.secret),
    eventId: wait.id,
    body: JSON.stringify(body),
    now: runtime.now(),
    signal,
  });
  // Cut off by the stop: it is nobody's failure, and goes again after the next start.
  if (!result.ok && signal.aborted) return;
  await store.write((tx) => record(tx, runtime, wait, result));
}

async function bodyOf(tx: Tx, wait: SettledWait): Promise<ReplyOutcome> {
  const { language } = await readBusiness(tx);
  const row = await tx
    .selectFrom('message')
    .selectAll()
    .where('id', '=', wait.reply_id ?? wait.message_id)
    .executeTakeFirstOrThrow();
  return {
    outcome: wait.outcome ?? 'expired',
    messageId: wait.message_id,
    message: await viewMessage(tx, row, language),
  };
}

async function record(tx: Tx, runtime: Runtime, wait: SettledWait, result: PostResult): Promise<void> {
  const now = runtime.now();
  const attempts = wait.attempts + 1;
  const update = tx.updateTable('reply_wait').where('id', '=', wait.id);
  if (result.ok) {
    await update.set({ state: 'delivered', attempts, next_attempt_at: null, last_problem: null }).execute();
    return;
  }
  const isGone = result.status === 404 || result.status === 410;
  const goneSince = isGone ? (wait.gone_since ?? now.getTime()) : null;
  const next = now.getTime() + pauseAfter(attempts);
  const isOver =
    next - (wait.settled_at ?? 0) > TELL_FOR_MS ||
    (goneSince !== null && now.getTime() - goneSince >= GONE_ENDS_AFTER_MS);
  const last_problem = storeProblem(result.problem);
  const about = { message: wait.message_id, attempts, problem: result.problem.en };
  if (!isOver) {
    await update.set({ attempts, next_attempt_at: next, gone_since: goneSince, last_problem }).execute();
    runtime.log.warn(about, 'an outcome was not taken; told again later');
    return;
  }
  await update.set({ state: 'dead', attempts, next_attempt_at: null, last_problem }).execute();
  runtime.log.warn(about, 'an outcome could not be told');
  const { language } = await readBusiness(tx);
  const problem = result.problem[language];
  await appendEvent(tx, {
    type: 'delivery.dead',
    at: now,
    data: {
      subscription: null,
      delivery: null,
      onReply: { messageId: wait.message_id, outcome: wait.outcome, attempts, problem },
    },
  });
}
