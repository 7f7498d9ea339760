import { type Kysely, sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { WEEK_MS } from '../time-units.ts';
import { type Heard, mergeUnanswered } from './pulse.ts';

/** Four weeks are compared; the hour of the fifth leaves room for a change of the clocks. */
const HOURS_KEPT_MS = 5 * WEEK_MS;

/** Writes down what was heard; a crash loses the counts of a minute at most, and no alert depends on one count. */
export async function storePulse(runtime: Runtime): Promise<void> {
  const heard = runtime.pulse.take();
  if (heard.size === 0) return;
  await runtime.store.write(async (tx) => {
    for (const [numberId, ofNumber] of heard) await storeNumber(tx, numberId, ofNumber);
  });
}

async function storeNumber(tx: Tx, numberId: string, heard: Heard): Promise<void> {
  for (const [hour, webhooks] of heard.hours)
    await tx
      .insertInto('webhook_hour')
      .values({ number_id: numberId, hour, webhooks })
      .onConflict((conflict) =>
        conflict
          .columns(['number_id', 'hour'])
          .doUpdateSet({ webhooks: sql`webhook_hour.webhooks + excluded.webhooks` }),
      )
      .execute();
  const row = await tx.selectFrom('pulse').selectAll().where('number_id', '=', numberId).executeTakeFirst();
  const stored = {
    lastStatusAt: row?.last_status_at ?? null,
    unanswered:
      row?.unanswered_id != null && row.unanswered_at !== null
        ? { messageId: row.unanswered_id, at: row.unanswered_at }
        : null,
  };
  const { lastStatusAt, unanswered: send } = mergeUnanswered(stored, heard);
  // A status may overtake the answer to its own send.
  const unanswered = send && (await hasStatus(tx, send.messageId)) ? null : send;
  const next = {
    last_status_at: lastStatusAt,
    unanswered_id: unanswered?.messageId ?? null,
    unanswered_at: unanswered?.at ?? null,
  };
  await tx
    .insertInto('pulse')
    .values({ number_id: numberId, ...next })
    .onConflict((conflict) => conflict.column('number_id').doUpdateSet(next))
    .execute();
}

async function hasStatus(tx: Tx, messageId: string): Promise<boolean> {
  const found = tx.selectFrom('message_status').select('status').where('message_id', '=', messageId).limit(1);
  return (await found.executeTakeFirst()) !== undefined;
}

/** Since when no status has followed a send, by number. */
export async function unansweredByNumber(db: Kysely<Tables>): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom('pulse')
    .select(['number_id', 'unanswered_at'])
    .where('unanswered_at', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('message_status')
            .select('message_id')
            .whereRef('message_status.message_id', '=', 'pulse.unanswered_id'),
        ),
      ),
    )
    .execute();
  return new Map(rows.map((row) => [row.number_id, new Date(Number(row.unanswered_at))]));
}

/** Removes hours that are no longer compared. */
export async function purgeHours(tx: Tx, now: Date): Promise<void> {
  await tx
    .deleteFrom('webhook_hour')
    .where('hour', '<', now.getTime() - HOURS_KEPT_MS)
    .execute();
}
