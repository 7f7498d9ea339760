import { phoneForms } from '@parley/core/contact';
import { statement, type Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { ownerOf, type StoredIdentity } from './identities.ts';

/** Where an identity comes from, when it was taken down, and the moment that whoever named it meant. */
export type Source = { readonly source: string; readonly at: Date; readonly said?: Date | undefined };

const insert = statement((db, given: StoredIdentity & { contactId: string; source: string; since: number }) =>
  db.insertInto('identity').values({
    kind: given.kind,
    value: given.value,
    contact_id: given.contactId,
    source: given.source,
    since: given.since,
  }),
);

/** Gives a contact an identity of which the caller knows that nobody has it. */
export async function takeIdentity(
  tx: Tx,
  contactId: string,
  identity: StoredIdentity,
  { source, at }: Source,
): Promise<void> {
  await insert.change(tx, { ...identity, contactId, source, since: at.getTime() });
}

/** Adds an identity that nobody has yet; one that had ended by the moment that is meant stays ended. Whether it was new. */
export async function addIdentity(
  tx: Tx,
  contactId: string,
  identity: StoredIdentity,
  from: Source,
): Promise<boolean> {
  if ((await ownerOf(tx, identity, from.said)) !== undefined) return false;
  await takeIdentity(tx, contactId, identity, from);
  return true;
}

/** Ends an identity of a contact: from then on it may be somebody else's. Ending it again changes nothing. */
export async function endIdentity(
  tx: Tx,
  contactId: string,
  { kind, value }: StoredIdentity,
  until: Date,
  source: string,
): Promise<void> {
  const forms = kind === 'phone' ? phoneForms(value) : [value];
  const rows = await tx
    .selectFrom('identity')
    .selectAll()
    .where('kind', '=', kind)
    .where('value', 'in', forms)
    .where('contact_id', '=', contactId)
    .execute();
  const ended = rows.length > 0 ? rows : [{ kind, value, source, since: until.getTime() }];
  for (const row of ended) {
    await tx
      .insertInto('former_identity')
      .values({
        kind,
        value: row.value,
        contact_id: contactId,
        source: row.source,
        // Learnt of late, it may be over before it was taken down.
        since: Math.min(row.since, until.getTime()),
        until: until.getTime(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx.deleteFrom('identity').where('kind', '=', kind).where('value', '=', row.value).execute();
  }
}

/** The numbers of the business are told of one change within a day of each other. */
const TOLD_WITHIN_MS = DAY_MS;

/** Whether this identity of the contact has ended, by what the other numbers of the business were told already. */
export async function isEnded(
  tx: Tx,
  contactId: string,
  identity: StoredIdentity,
  at: Date,
): Promise<boolean> {
  if ((await ownerOf(tx, identity)) === contactId) return false;
  const { kind, value } = identity;
  const row = await tx
    .selectFrom('former_identity')
    .select('until')
    .where('kind', '=', kind)
    .where('value', 'in', kind === 'phone' ? phoneForms(value) : [value])
    .where('contact_id', '=', contactId)
    .where('until', '>=', at.getTime() - TOLD_WITHIN_MS)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * A user name belongs to whoever shows it last, and a person has one: what a later webhook has said already is not
 * undone by an older one that comes late. Whether the person had another one before.
 */
export async function setUsername(
  tx: Tx,
  contactId: string,
  value: string,
  { source, at, said = at }: Source,
): Promise<boolean> {
  const since = said.getTime();
  const rows = await tx
    .selectFrom('identity')
    .select(['value', 'contact_id', 'since'])
    .where('kind', '=', 'username')
    .where((where) => where.or([where('value', '=', value), where('contact_id', '=', contactId)]))
    .execute();
  if (rows.some((row) => row.since > since)) return false;
  if (rows.length === 1 && rows[0]?.value === value && rows[0].contact_id === contactId) return false;
  await tx
    .deleteFrom('identity')
    .where('kind', '=', 'username')
    .where((where) => where.or([where('value', '=', value), where('contact_id', '=', contactId)]))
    .execute();
  await tx
    .insertInto('identity')
    .values({ kind: 'username', value, contact_id: contactId, source, since })
    .execute();
  return rows.some((row) => row.contact_id === contactId && row.value !== value);
}
