import type { Tx } from '../store/index.ts';
import type { Merge } from './merge.ts';

/** A contact has at most so many attributes (`PATCH /v1/contacts/{id}`); the survivor's own come first. */
const MAX_ATTRIBUTES = 100;

/** The tables whose rows are tied to a contact and move with it; the ledger and the event log stay as they were written. */
export const TIED_TABLES = ['raw_item', 'task', 'tool_state', 'reply_wait'] as const;

/** Joins what is stored of the two people themselves, and points every older id at the one that remains. */
export async function mergeContactRows(tx: Tx, { survivor, merged }: Merge, now: Date): Promise<void> {
  const [one, other] = [await contactRow(tx, survivor), await contactRow(tx, merged)];
  const attributes = {
    ...(JSON.parse(one.attributes) as Record<string, string>),
    ...withoutKeys(JSON.parse(other.attributes), JSON.parse(one.attributes)),
  };
  const changes = [one.identity_changed_at, other.identity_changed_at].filter((at) => at !== null);
  await tx
    .updateTable('contact')
    .set({
      name: one.name ?? other.name,
      attributes: JSON.stringify(Object.fromEntries(Object.entries(attributes).slice(0, MAX_ATTRIBUTES))),
      identity_changed_at: changes.length === 0 ? null : Math.max(...changes),
    })
    .where('id', '=', survivor)
    .execute();
  // One step from any old id to the one that remains, however many merges there were.
  await tx
    .updateTable('contact')
    .set({ merged_into: survivor, merged_at: now.getTime() })
    .where((where) => where.or([where('id', '=', merged), where('merged_into', '=', merged)]))
    .execute();
}

/** Gives the survivor what the other was known by, now and formerly; of two user names the later one stays. */
export async function mergeIdentities(tx: Tx, { survivor, merged }: Merge): Promise<void> {
  for (const table of ['identity', 'former_identity'] as const)
    await tx.updateTable(table).set({ contact_id: survivor }).where('contact_id', '=', merged).execute();
  const [, ...earlier] = await tx
    .selectFrom('identity')
    .select('value')
    .where('contact_id', '=', survivor)
    .where('kind', '=', 'username')
    .orderBy('since', 'desc')
    .execute();
  for (const { value } of earlier)
    await tx.deleteFrom('identity').where('kind', '=', 'username').where('value', '=', value).execute();
}

/** Moves what is tied to the contact by its id alone. */
export async function mergeTies(tx: Tx, { survivor, merged }: Merge): Promise<void> {
  for (const table of TIED_TABLES)
    await tx.updateTable(table).set({ contact_id: survivor }).where('contact_id', '=', merged).execute();
  await mergeMediaUse(tx, { survivor, merged });
}

// Both may have been sent the same file.
async function mergeMediaUse(
  tx: Tx,
  { survivor, merged }: Pick<Merge, 'survivor' | 'merged'>,
): Promise<void> {
  const used = await tx
    .deleteFrom('media_use')
    .where('contact_id', '=', merged)
    .returning('media_id')
    .execute();
  for (const { media_id } of used)
    await tx
      .insertInto('media_use')
      .values({ media_id, contact_id: survivor })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function contactRow(tx: Tx, id: string) {
  return tx
    .selectFrom('contact')
    .select(['name', 'attributes', 'identity_changed_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

function withoutKeys(values: Record<string, string>, known: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !Object.hasOwn(known, key)));
}
