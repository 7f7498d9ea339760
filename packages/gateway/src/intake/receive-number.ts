import type { NumberNameEvent, NumberQualityEvent } from '@parley/core/cloud-api';
import { appendEvent } from '../events/append.ts';
import { infoOf, type KeptInfo, viewNumber } from '../numbers/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';

/** The limit or standing of a number changed; Meta gives no moment and no id, so each report is told. */
export async function receiveNumberQuality(
  tx: Tx,
  runtime: Runtime,
  item: NumberQualityEvent,
): Promise<void> {
  const isUpgrade = item.event === 'THROUGHPUT_UPGRADE';
  const change = { event: item.event, limit: item.limit ?? null };
  const info = item.limit === undefined ? {} : { messagingLimit: item.limit };
  await updateNumber(tx, runtime, item, { ...(isUpgrade ? { throughput: 'HIGH' } : {}), info }, change);
}

/** The review of a number's display name moved on; the name counts once it is approved. */
export async function receiveNumberName(tx: Tx, runtime: Runtime, item: NumberNameEvent): Promise<void> {
  const isApproved = item.decision === 'APPROVED' && item.name !== undefined;
  const change = { nameDecision: item.decision, name: item.name ?? null, reason: item.reason ?? null };
  const info = { newName: isApproved ? undefined : item.name, newNameStatus: item.decision };
  const set = { ...(isApproved ? { verified_name: item.name ?? null } : {}), info };
  await updateNumber(tx, runtime, item, set, change);
}

type Told = {
  readonly throughput?: string;
  readonly verified_name?: string | null;
  readonly info: { readonly [Key in keyof KeptInfo]?: KeptInfo[Key] | undefined };
};

async function updateNumber(
  tx: Tx,
  runtime: Runtime,
  item: NumberQualityEvent | NumberNameEvent,
  { info, ...set }: Told,
  change: Readonly<Record<string, string | null>>,
): Promise<void> {
  const id = await numberByDigits(tx, item.displayNumber);
  if (id === undefined) return keepRaw(tx, runtime, item);
  const now = runtime.now();
  const known = await tx
    .selectFrom('business_number')
    .select('info')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const row = await tx
    .updateTable('business_number')
    .set({ ...set, info: JSON.stringify({ ...infoOf(known), ...info }), updated_at: now.getTime() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await appendEvent(tx, {
    type: 'number.updated',
    at: now,
    data: { number: viewNumber(row), change },
    numberId: id,
  });
}

// Meta names the number by its digits alone here, elsewhere with spaces and a plus.
async function numberByDigits(tx: Tx, displayNumber: string): Promise<string | undefined> {
  const digits = digitsOf(displayNumber);
  const rows = await tx.selectFrom('business_number').select(['id', 'display_number']).execute();
  return rows.find((row) => row.display_number !== null && digitsOf(row.display_number) === digits)?.id;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
