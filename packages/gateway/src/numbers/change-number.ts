import type { BusinessNumber } from '@parley/core/gateway-api';
import { appendEvent } from '../events/append.ts';
import type { Tx } from '../store/index.ts';
import type { NumberRow } from './choose-number.ts';
import { viewNumber } from './view.ts';

/** What can change about a number. */
export type NumberChange = Partial<
  Pick<
    NumberRow,
    | 'account_id'
    | 'display_number'
    | 'verified_name'
    | 'quality'
    | 'throughput'
    | 'info'
    | 'on_phone_app'
    | 'limited_until'
    | 'flagged'
    | 'restriction'
    | 'restricted_until'
    | 'state'
    | 'stopped'
    | 'forward_to'
    | 'marketing_via'
  >
>;

/** Writes what is new about a number and tells `number.updated`; undefined when there is no such number. */
export async function changeNumber(
  tx: Tx,
  numberId: string,
  change: NumberChange,
  at: Date,
): Promise<BusinessNumber | undefined> {
  const row = await tx
    .selectFrom('business_number')
    .selectAll()
    .where('id', '=', numberId)
    .executeTakeFirst();
  if (!row) return undefined;
  const next: NumberRow = { ...row, ...change };
  const isNew = Object.entries(change).some(([key, value]) => row[key as keyof NumberChange] !== value);
  if (!isNew) return viewNumber(row);
  await tx
    .updateTable('business_number')
    .set({ ...change, updated_at: at.getTime() })
    .where('id', '=', numberId)
    .execute();
  const number = viewNumber(next);
  await appendEvent(tx, { type: 'number.updated', at, data: { number }, numberId });
  return number;
}
