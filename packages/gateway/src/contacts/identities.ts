import { isUserId, phoneForms, readPhoneNumber, userIdKind } from '@parley/core/contact';
import { sql } from 'kysely';
import { statement, type Tx } from '../store/index.ts';

const findOwners = statement((db, given: { kind: StoredIdentity['kind']; value: string; twin: string }) =>
  db
    .selectFrom('identity')
    .select(['value', 'contact_id'])
    .where('kind', '=', given.kind)
    .where('value', 'in', [given.value, given.twin]),
);

/** A person as a webhook or a caller names them; phone numbers in any spelling. */
export type PersonNamed = {
  readonly phone?: string | undefined;
  readonly userId?: string | undefined;
  readonly parentUserId?: string | undefined;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
};

export type StoredIdentity = {
  readonly kind: 'phone' | 'bsuid' | 'parent_bsuid' | 'username';
  readonly value: string;
};

/** The phone number in E.164; what the library does not know is kept as its digits, since Meta has the last word. */
export function normalPhone(text: string): string {
  const read = readPhoneNumber(text);
  return read.ok ? read.number.e164 : `+${text.replace(/\D/g, '')}`;
}

/** The identities somebody can be found by, best first. User names are for display: they change hands. */
export function identitiesOf(person: PersonNamed): readonly StoredIdentity[] {
  const found: StoredIdentity[] = [];
  if (person.phone) found.push({ kind: 'phone', value: normalPhone(person.phone) });
  const user = identityOfUser(person);
  if (user) found.push(user);
  if (person.parentUserId) found.push({ kind: 'parent_bsuid', value: person.parentUserId });
  return found;
}

/** The business-scoped user id as it is stored. */
export function identityOfUser({ userId }: PersonNamed): StoredIdentity | undefined {
  return userId ? { kind: kindOfUserId(userId), value: userId } : undefined;
}

function kindOfUserId(userId: string): 'bsuid' | 'parent_bsuid' {
  return isUserId(userId) ? userIdKind(userId) : 'bsuid';
}

const listIdentities = statement((db, { contactId }: { contactId: string }) =>
  db.selectFrom('identity').select(['kind', 'value']).where('contact_id', '=', contactId),
);

/** Everything a contact can be found by. */
export function storedIdentities(tx: Tx, contactId: string): Promise<readonly StoredIdentity[]> {
  return listIdentities.all(tx, { contactId });
}

const findFormerOwner = statement(
  (db, given: { kind: StoredIdentity['kind']; value: string; twin: string; said: number }) =>
    db
      .selectFrom('former_identity')
      .select('contact_id')
      .where('kind', '=', given.kind)
      .where('value', 'in', [given.value, given.twin])
      .where('until', '>', given.said)
      .orderBy('until')
      .limit(sql.lit(1)),
);

/** The contact behind one identity, in any spelling of it: the one of today, or of the moment that is meant. */
export async function ownerOf(tx: Tx, identity: StoredIdentity, said?: Date): Promise<string | undefined> {
  const { kind, value } = identity;
  const [, twin = value] = kind === 'phone' ? phoneForms(value) : [];
  if (said !== undefined) {
    const former = await findFormerOwner.first(tx, { kind, value, twin, said: said.getTime() });
    if (former) return former.contact_id;
  }
  const rows = await findOwners.all(tx, { kind, value, twin });
  return (rows.find((row) => row.value === identity.value) ?? rows[0])?.contact_id;
}

/** The contacts behind a person's identities, the phone number's first; more than one when they are one person's. */
export async function ownersOf(tx: Tx, person: PersonNamed, said?: Date): Promise<readonly string[]> {
  const owners = new Set<string>();
  for (const identity of identitiesOf(person)) {
    const owner = await ownerOf(tx, identity, said);
    if (owner !== undefined) owners.add(owner);
  }
  return [...owners];
}
