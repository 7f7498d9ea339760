import type { Delivery, EventType, Subscription } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import type { Language } from '../http/wording.ts';
import { readProblem } from '../outgoing/problem-words.ts';
import type { Tables, Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import type { MessageFilter } from './matches.ts';
import { isWaiting } from './waiting.ts';

export type SubscriptionRow = Selectable<Tables['subscription']>;
export type DeliveryRow = Selectable<Tables['delivery']>;

/** What a subscription wants to hear of. */
export function filterOf(row: SubscriptionRow) {
  return {
    types: JSON.parse(row.types) as EventType[],
    numbers: JSON.parse(row.numbers) as string[],
    filter: JSON.parse(row.filter) as MessageFilter,
  };
}

/** A subscription as the API shows it, without its secret. */
export async function viewSubscription(
  tx: Tx,
  row: SubscriptionRow,
  language: Language,
): Promise<Subscription> {
  const { waiting } = await tx
    .selectFrom('delivery')
    .select((select) => select.fn.countAll<number>().as('waiting'))
    .where('subscription_id', '=', row.id)
    .where(isWaiting)
    .executeTakeFirstOrThrow();
  const { types, numbers, filter } = filterOf(row);
  return {
    id: row.id,
    url: row.url,
    types,
    numbers,
    filter,
    state: row.state,
    createdAt: instantOf(row.created_at),
    lastDeliveredAt: instantOf(row.last_delivered_at),
    lastProblem: readProblem(row.last_problem, language),
    waiting: Number(waiting),
  };
}

/** One event's way to a target. */
export function viewDelivery(row: DeliveryRow, language: Language): Delivery {
  return {
    id: row.id,
    eventId: row.event_id,
    type: row.type as EventType,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastProblem: readProblem(row.last_problem, language),
    nextAttemptAt: row.state === 'waiting' ? instantOf(row.next_attempt_at) : null,
    deliveredAt: instantOf(row.delivered_at),
  };
}
