import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { changeNumber } from './change-number.ts';

/**
 * Makes the numbers of the settings the connected ones, at the start. Others that were connected before have no token
 * any more: they only receive.
 */
export async function connectNumbers(tx: Tx, runtime: Runtime): Promise<void> {
  const now = runtime.now();
  const { numbers } = runtime.settings;
  for (const { id, accountId } of numbers) {
    await tx
      .insertInto('business_number')
      .values({
        id,
        account_id: accountId,
        display_number: null,
        verified_name: null,
        quality: null,
        throughput: null,
        state: 'connected',
        stopped: 0,
        updated_at: now.getTime(),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await changeNumber(tx, id, { account_id: accountId, state: 'connected' }, now);
  }
  const connected = await tx
    .selectFrom('business_number')
    .select('id')
    .where('state', '=', 'connected')
    .execute();
  for (const { id } of connected)
    if (!numbers.some((number) => number.id === id))
      await changeNumber(tx, id, { state: 'receiving_only' }, now);
}
