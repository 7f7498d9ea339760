import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { isUnfinished, isWaiting } from './unfinished.ts';

/**
 * Due messages of a number that may wait for its pace: at 80 a second the last of them goes after twenty minutes, and
 * whoever sends faster than that for long has to be told.
 */
export const MOST_DUE = 100_000;

/** Unfinished messages of one conversation: at one in 6 seconds these take most of an hour; nobody reads more. */
export const MOST_OF_CONVERSATION = 500;

const counted = new WeakMap<Runtime, ReadonlyMap<string, number>>();

/** Counts what is due, now and then: the bound is far off, and a count of so many at every send would take long. */
export async function countBacklog(runtime: Runtime): Promise<void> {
  const { rows } = await sql<{ id: string; due: number }>`
    select number_id as "id", count(*) as "due" from message
    where ${isWaiting} and number_id in (select id from business_number) and lane in (0, 1)
      and attempt_at <= ${runtime.now().getTime()} group by number_id`.execute(runtime.store.read);
  counted.set(runtime, new Map(rows.map(({ id, due }) => [id, Number(due)])));
}

const beyondBound = statement((db, { conversationId }: { conversationId: string }) =>
  db
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where(isUnfinished)
    .limit(sql.lit(1))
    .offset(sql.lit(MOST_OF_CONVERSATION - 1) as never),
);

/** Which queue has no room for one more; undefined when both have. */
export async function fullQueue(
  tx: Tx,
  runtime: Runtime,
  numberId: string,
  conversationId: string | undefined,
): Promise<'number' | 'conversation' | undefined> {
  if ((counted.get(runtime)?.get(numberId) ?? 0) >= MOST_DUE) return 'number';
  if (conversationId === undefined) return undefined;
  return (await beyondBound.first(tx, { conversationId })) ? 'conversation' : undefined;
}
