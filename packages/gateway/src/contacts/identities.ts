import { isUserId, readPhoneNumber, userIdKind } from '@parley/core/contact';
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

/**
 * Every spelling under which Meta may know a number. Mexico, Brazil and Argentina have a digit that is sometimes
 * there and sometimes not (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/phone-numbers).
 */
export function phoneForms(e164: string): readonly string[] {
  const twin =
    swap(e164, /^\+521(\d{10})$/, '+52$1') ??
    swap(e164, /^\+52(\d{10})$/, '+521$1') ??
    swap(e164, /^\+549(\d{10})$/, '+54$1') ??
    swap(e164, /^\+54(\d{10})$/, '+549$1') ??
    swap(e164, /^\+55(\d{2})9(\d{8})$/, '+55$1$2') ??
    swap(e164, /^\+55(\d{2})(\d{8})$/, '+55$19$2');
  return twin === undefined ? [e164] : [e164, twin];
}

function swap(value: string, pattern: RegExp, replacement: string): string | undefined {
  return pattern.test(value) ? value.replace(pattern, replacement) : undefined;
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

/** The contact behind one identity, in any spelling of it. */
export async function ownerOf(tx: Tx, identity: StoredIdentity): Promise<string | undefined> {
  const { kind, value } = identity;
  const [, twin = value] = kind === 'phone' ? phoneForms(value) : [];
  const rows = await findOwners.all(tx, { kind, value, twin });
  return (rows.find((row) => row.value === identity.value) ?? rows[0])?.contact_id;
}
