import type { Purpose } from '@parley/core/consent';
import { phoneForms } from '@parley/core/contact';
import {
  identitiesOf,
  type PersonNamed,
  type StoredIdentity,
  storedIdentities,
} from '../contacts/identities.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import type { NewEntry } from './ledger.ts';

/** Somebody was erased and must not be written to, but for purposes that they opened again themselves. */
export type Suppression = { readonly since: Date; readonly liftedFor: readonly Purpose[] };

/** The suppression of a contact, if any of its identities was erased once. */
export async function suppressionOf(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
): Promise<Suppression | undefined> {
  return suppressionOfIdentities(tx, runtime, await storedIdentities(tx, contactId));
}

/** The same for whoever has read the identities. */
export async function suppressionOfIdentities(
  tx: Tx,
  runtime: Runtime,
  identities: readonly StoredIdentity[],
): Promise<Suppression | undefined> {
  return strictest(await suppressionRows(tx, runtime, identities));
}

/** The suppression of somebody who is no contact yet. */
export async function suppressionOfPerson(
  tx: Tx,
  runtime: Runtime,
  person: PersonNamed,
): Promise<Suppression | undefined> {
  return strictest(await suppressionRows(tx, runtime, identitiesOf(person)));
}

/** Keeps, as keyed hashes of every spelling, that this person must not be written to any more. */
export async function suppress(
  tx: Tx,
  runtime: Runtime,
  identities: readonly StoredIdentity[],
  at: Date,
  reason: string,
): Promise<void> {
  for (const hash of hashesOf(runtime, identities)) {
    const row = { hash, since: at.getTime(), reason, lifted_for: '[]' };
    await tx
      .insertInto('suppression')
      .values(row)
      .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
      .execute();
  }
}

/**
 * Somebody who was erased under one identity is met under another: the suppression holds for that one as well, so that
 * it outlives a change of the phone number.
 */
export async function spreadSuppression(tx: Tx, runtime: Runtime, contactId: string): Promise<void> {
  const hashes = hashesOf(runtime, await storedIdentities(tx, contactId));
  if (hashes.length < 2) return;
  const rows = await tx.selectFrom('suppression').selectAll().where('hash', 'in', hashes).execute();
  const held = strictest(rows);
  if (!held) return;
  const known = new Set(rows.map((row) => row.hash));
  for (const hash of hashes.filter((one) => !known.has(one)))
    await tx
      .insertInto('suppression')
      .values({
        hash,
        since: held.since.getTime(),
        reason: rows[0]?.reason ?? 'erased',
        lifted_for: JSON.stringify(held.liftedFor),
      })
      .execute();
}

/**
 * What ends a suppression, for one purpose alone: a confirm that is proven by the person's own message after the
 * erasure, or a utility grant recorded after such a message. An import never does.
 */
export async function liftSuppression(tx: Tx, runtime: Runtime, entry: NewEntry): Promise<void> {
  if (entry.scope === 'all' || entry.method === 'import') return;
  const isConfirm = entry.action === 'confirm' && entry.proven && entry.metaTime;
  const isUtilityGrant = entry.action === 'grant' && entry.scope === 'utility';
  if (!isConfirm && !isUtilityGrant) return;
  const rows = await suppressionRows(tx, runtime, await storedIdentities(tx, entry.contactId));
  for (const row of rows) {
    const ownMessageAt = isConfirm ? entry.occurredAt.getTime() : await lastOwnMessage(tx, entry.contactId);
    if (!isAfter(ownMessageAt, row.since)) continue;
    const lifted = new Set(JSON.parse(row.lifted_for) as Purpose[]).add(entry.scope);
    await tx
      .updateTable('suppression')
      .set({ lifted_for: JSON.stringify([...lifted]) })
      .where('hash', '=', row.hash)
      .execute();
  }
}

// Meta's times have no fractions: a message in the second of the erasure is a message after it, since what had come
// before is gone with the old contact.
function isAfter(metaTime: number | undefined, since: number): boolean {
  return metaTime !== undefined && Math.floor(metaTime / 1000) >= Math.floor(since / 1000);
}

async function lastOwnMessage(tx: Tx, contactId: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('conversation')
    .select((select) => select.fn.max('last_inbound_at').as('at'))
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

const findByHash = statement((db, { hash }: { hash: string }) =>
  db.selectFrom('suppression').select(['hash', 'since', 'lifted_for']).where('hash', '=', hash),
);

type Row = { hash: string; since: number; lifted_for: string };

async function suppressionRows(
  tx: Tx,
  runtime: Runtime,
  identities: readonly StoredIdentity[],
): Promise<readonly Row[]> {
  const found = [];
  for (const hash of hashesOf(runtime, identities)) found.push(...(await findByHash.all(tx, { hash })));
  return found;
}

// Of several hashes the latest date counts, and only what is lifted for all of them is lifted.
function strictest(rows: readonly Row[]): Suppression | undefined {
  const first = rows[0];
  if (!first) return undefined;
  const lifted = rows.map((row) => new Set(JSON.parse(row.lifted_for) as Purpose[]));
  return {
    since: new Date(Math.max(...rows.map((row) => row.since))),
    liftedFor: [...(lifted[0] ?? [])].filter((purpose) => lifted.every((set) => set.has(purpose))),
  };
}

function hashesOf(runtime: Runtime, identities: readonly StoredIdentity[]): string[] {
  return identities
    .filter((identity) => identity.kind !== 'username')
    .flatMap(({ kind, value }) => (kind === 'phone' ? phoneForms(value) : [value]))
    .map((value) => runtime.secrets.hash('suppression', value));
}
