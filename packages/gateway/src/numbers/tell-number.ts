import { appendEvent } from '../events/append.ts';
import type { Tx } from '../store/index.ts';
import type { NumberChange } from './change-number.ts';
import { infoOf, type KeptInfo, viewNumber } from './view.ts';

/** What Meta reports of a number: what becomes of it, and the report itself for those who read the event. */
export type NumberReport = {
  readonly set?: Omit<NumberChange, 'info'>;
  /** An undefined field is removed. */
  readonly info?: { readonly [Key in keyof KeptInfo]?: KeptInfo[Key] | undefined };
  readonly change: Readonly<Record<string, string | number | null>>;
};

/** Writes what a report says and tells `number.updated` with it, also where nothing else changes. False for an unknown number. */
export async function tellNumber(
  tx: Tx,
  numberId: string,
  { set, info, change }: NumberReport,
  now: Date,
): Promise<boolean> {
  const known = await tx
    .selectFrom('business_number')
    .select('info')
    .where('id', '=', numberId)
    .executeTakeFirst();
  if (!known) return false;
  const row = await tx
    .updateTable('business_number')
    .set({
      ...set,
      ...(info === undefined ? {} : { info: JSON.stringify({ ...infoOf(known), ...info }) }),
      updated_at: now.getTime(),
    })
    .where('id', '=', numberId)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    type: 'number.updated',
    at: now,
    data: { number: viewNumber(row), change },
    numberId,
  });
  return true;
}
