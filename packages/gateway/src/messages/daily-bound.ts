import type { CallerKey } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { dailyLimit } from './problems.ts';

/** Counts one accepted send of a key that is bound to a number a day; throws 429 when they are used up. */
export async function countSend(
  tx: Tx,
  { key, language }: { readonly key: CallerKey; readonly language: 'de' | 'en' },
  now: Date,
): Promise<void> {
  if (key.sendsPerDay === null) return;
  const day = now.toISOString().slice(0, 10);
  const row = await tx
    .selectFrom('key_use')
    .select('sends')
    .where('key_id', '=', key.id)
    .where('day', '=', day)
    .executeTakeFirst();
  const sends = row?.sends ?? 0;
  if (sends >= key.sendsPerDay) {
    const untilTomorrow = Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
    throw dailyLimit(key.sendsPerDay, untilTomorrow, language);
  }
  await tx
    .insertInto('key_use')
    .values({ key_id: key.id, day, sends: 1 })
    .onConflict((conflict) => conflict.columns(['key_id', 'day']).doUpdateSet({ sends: sends + 1 }))
    .execute();
}
