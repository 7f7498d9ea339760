import type { Runtime } from '../../runtime.ts';
import { HOUR_MS } from '../../time-units.ts';
import type { HourFact } from '../rules/silence.ts';
import { lastFullHour, sameHourBefore } from '../same-hour.ts';

/** The last full hour of every number that was ever heard of, beside the weeks before. */
export async function readHours(
  runtime: Runtime,
  named: (numberId: string) => string,
  timeZone: string,
): Promise<readonly HourFact[]> {
  const now = runtime.now();
  const hour = lastFullHour(now);
  const before = sameHourBefore(hour, timeZone).map((moment) => moment.getTime());
  const db = runtime.store.read;
  const firsts = await db
    .selectFrom('webhook_hour')
    .select(['number_id', (select) => select.fn.min<number>('hour').as('first')])
    .groupBy('number_id')
    .execute();
  const rows = await db
    .selectFrom('webhook_hour')
    .selectAll()
    .where('hour', 'in', [hour.getTime(), hour.getTime() + HOUR_MS, ...before])
    .execute();
  const counts = new Map(rows.map((row) => [`${row.number_id} ${row.hour}`, row.webhooks]));
  return firsts.map(({ number_id: numberId, first }) => {
    const countOf = (moment: number) => counts.get(`${numberId} ${moment}`) ?? 0;
    return {
      numberId,
      number: named(numberId),
      hour,
      webhooks: countOf(hour.getTime()),
      webhooksSince: countOf(hour.getTime() + HOUR_MS),
      weeksBefore: before.filter((moment) => moment >= Number(first)).map(countOf),
      hasListened: runtime.pulse.startedAt <= hour,
    };
  });
}
