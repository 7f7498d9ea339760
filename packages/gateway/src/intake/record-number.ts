import type { Origin } from '@parley/core/cloud-api';
import { appendEvent } from '../events/append.ts';
import { viewNumber } from '../numbers/view.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';

const findNumber = statement((db, { id }: { id: string }) =>
  db.selectFrom('business_number').select(['id', 'display_number']).where('id', '=', id),
);

/**
 * Makes sure the business number of an item is known. One never seen is recorded as receiving only; a known one is
 * what it is, whichever account the webhook names it under.
 */
export async function recordNumber(tx: Tx, runtime: Runtime, origin: Origin): Promise<void> {
  const known = await findNumber.first(tx, { id: origin.numberId });
  if (known?.display_number === null && origin.displayNumber !== undefined)
    await learnDisplayNumber(tx, origin);
  if (known) return;
  const isConfigured = runtime.settings.numbers.some((number) => number.id === origin.numberId);
  const now = runtime.now();
  const row = await tx
    .insertInto('business_number')
    .values({
      id: origin.numberId,
      account_id: origin.accountId,
      display_number: origin.displayNumber ?? null,
      verified_name: null,
      quality: null,
      throughput: null,
      state: isConfigured ? 'connected' : 'receiving_only',
      stopped: 0,
      updated_at: now.getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  runtime.log.info(
    { number: row.id, account: row.account_id, state: row.state },
    'a number was seen for the first time',
  );
  await appendEvent(tx, {
    type: 'number.updated',
    at: now,
    data: { number: viewNumber(row) },
    numberId: row.id,
  });
}

// A configured number is known by its id alone until Meta names it.
async function learnDisplayNumber(tx: Tx, origin: Origin): Promise<void> {
  await tx
    .updateTable('business_number')
    .set({ display_number: origin.displayNumber ?? null })
    .where('id', '=', origin.numberId)
    .execute();
}
