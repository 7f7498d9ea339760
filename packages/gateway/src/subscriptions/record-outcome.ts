import { readBusiness } from '../business/business.ts';
import { appendEvent } from '../events/append.ts';
import { EVENTS_KEPT_MS } from '../events/purge.ts';
import type { PostResult } from '../outgoing/guarded-post.ts';
import { postProblems, storeProblem } from '../outgoing/problem-words.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { GONE_ENDS_AFTER_MS, pauseAfter } from './retry.ts';
import { type DeliveryRow, type SubscriptionRow, viewDelivery, viewSubscription } from './view.ts';
import { isWaiting } from './waiting.ts';

type Failure = Extract<PostResult, { readonly ok: false }>;

/** The target took the event: it is up, and what had failed before goes again, in order. */
export async function recordDelivered(
  tx: Tx,
  runtime: Runtime,
  delivery: DeliveryRow,
  status: number,
): Promise<void> {
  runtime.meters.deliveries.add('delivered');
  const now = runtime.now().getTime();
  const { numUpdatedRows } = await tx
    .updateTable('delivery')
    .set({
      state: 'delivered',
      attempts: delivery.attempts + 1,
      next_attempt_at: null,
      last_status: status,
      last_problem: null,
      delivered_at: now,
    })
    .where('id', '=', delivery.id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return;
  const before = await findSubscription(tx, delivery);
  if (!before || before.state === 'ended') return;
  await tx
    .updateTable('subscription')
    .set({
      state: 'active',
      failing_since: null,
      gone_since: null,
      last_delivered_at: now,
      last_problem: null,
    })
    .where('id', '=', before.id)
    .execute();
  if (before.state === 'paused')
    await tx
      .updateTable('delivery')
      .set({ next_attempt_at: now })
      .where('subscription_id', '=', before.id)
      .where(isWaiting)
      .execute();
}

/** The target did not take the event: again later. `isDown` pauses the subscription; two weeks of "gone" end it. */
export async function recordFailure(
  tx: Tx,
  runtime: Runtime,
  delivery: DeliveryRow,
  failure: Failure,
  isDown: boolean,
): Promise<void> {
  runtime.meters.deliveries.add('failed');
  const now = runtime.now().getTime();
  const attempts = delivery.attempts + 1;
  const { numUpdatedRows } = await tx
    .updateTable('delivery')
    .set({
      attempts,
      next_attempt_at: now + pauseAfter(attempts),
      last_status: failure.status ?? null,
      last_problem: storeProblem(failure.problem),
    })
    .where('id', '=', delivery.id)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  // The address for alerts was changed meanwhile: what the old one answered says nothing about the new one.
  if (numUpdatedRows === 0n) return;
  const before = await findSubscription(tx, delivery);
  if (!before || before.state === 'ended') return;
  const isGone = failure.status === 404 || failure.status === 410;
  const goneSince = isGone ? (before.gone_since ?? now) : null;
  const stateWhile = isDown ? 'paused' : before.state;
  const hasEnded = goneSince !== null && now - goneSince >= GONE_ENDS_AFTER_MS;
  await tx
    .updateTable('subscription')
    .set({
      state: hasEnded ? 'ended' : stateWhile,
      failing_since: before.failing_since ?? now,
      gone_since: goneSince,
      last_problem: storeProblem(failure.problem),
    })
    .where('id', '=', before.id)
    .execute();
  if (hasEnded) await endDeliveries(tx, runtime, before);
}

/** The event was kept for 30 days and could not be delivered: this delivery ends, and people are told. */
export async function recordExpired(tx: Tx, runtime: Runtime, delivery: DeliveryRow): Promise<void> {
  const now = runtime.now();
  const row = await tx
    .updateTable('delivery')
    .set({
      state: 'dead',
      next_attempt_at: now.getTime(),
      last_problem: storeProblem(postProblems.expired(EVENTS_KEPT_MS / DAY_MS)),
    })
    .where('id', '=', delivery.id)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
  const subscription = row && (await findSubscription(tx, row));
  if (!row || !subscription) return;
  const { language } = await readBusiness(tx);
  await appendEvent(tx, {
    type: 'delivery.dead',
    at: now,
    data: {
      subscription: await viewSubscription(tx, subscription, language),
      delivery: viewDelivery(row, language),
    },
  });
}

async function endDeliveries(tx: Tx, runtime: Runtime, subscription: SubscriptionRow): Promise<void> {
  const now = runtime.now();
  await tx
    .updateTable('delivery')
    .set({ state: 'dead', next_attempt_at: now.getTime() })
    .where('subscription_id', '=', subscription.id)
    .where(isWaiting)
    .execute();
  const ended = await findSubscription(tx, { subscription_id: subscription.id });
  if (!ended) return;
  const { language } = await readBusiness(tx);
  await appendEvent(tx, {
    type: 'delivery.dead',
    at: now,
    data: { subscription: await viewSubscription(tx, ended, language), delivery: null },
  });
}

async function findSubscription(
  tx: Tx,
  delivery: Pick<DeliveryRow, 'subscription_id'>,
): Promise<SubscriptionRow | undefined> {
  return tx
    .selectFrom('subscription')
    .selectAll()
    .where('id', '=', delivery.subscription_id)
    .executeTakeFirst();
}
