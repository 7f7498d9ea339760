import { sql } from 'kysely';
import type { BothLanguages } from '../../http/wording.ts';
import type { Runtime } from '../../runtime.ts';
import { DAY_MS } from '../../time-units.ts';
import type { TargetFact } from '../rules/upkeep.ts';

/** Whoever has not looked for a week will not; the deliveries themselves are kept for 30 days. */
const DEAD_TOLD_MS = 7 * DAY_MS;

/** The targets of subscriptions that do not take their events. */
export async function readTargets(runtime: Runtime): Promise<readonly TargetFact[]> {
  const db = runtime.store.read;
  const dead = await db
    .selectFrom('delivery')
    .select(['subscription_id', (select) => select.fn.countAll<number>().as('count')])
    // As a literal: only then the index of the dead ones is used.
    .where('state', '=', sql.lit('dead' as const))
    // Of a dead one `next_attempt_at` is the moment at which it was given up.
    .where('next_attempt_at', '>', runtime.now().getTime() - DEAD_TOLD_MS)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('delivery as again')
            .select('again.id')
            .whereRef('again.subscription_id', '=', 'delivery.subscription_id')
            .whereRef('again.event_seq', '=', 'delivery.event_seq')
            .where('again.state', '=', 'delivered'),
        ),
      ),
    )
    .groupBy('subscription_id')
    .execute();
  const counts = new Map(dead.map((row) => [row.subscription_id, Number(row.count)]));
  const rows = await db.selectFrom('subscription').selectAll().execute();
  return rows.map((row) => ({
    id: row.id,
    host: new URL(row.url).host,
    dead: counts.get(row.id) ?? 0,
    hasEnded: row.state === 'ended',
    failingSince: row.state === 'paused' && row.failing_since !== null ? new Date(row.failing_since) : null,
    problem: row.last_problem === null ? '' : (JSON.parse(row.last_problem) as BothLanguages),
  }));
}
