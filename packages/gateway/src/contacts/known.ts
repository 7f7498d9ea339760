import type { Selectable } from 'kysely';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { identityOfUser, type PersonNamed } from './identities.ts';

/** A contact with everything it can be found by, as it is stored now. */
export type KnownContact = {
  readonly id: string;
  readonly name: string | null;
  readonly attributes: string;
  readonly identity_changed_at: number | null;
  readonly identities: readonly Pick<Selectable<Tables['identity']>, 'kind' | 'value' | 'source' | 'since'>[];
};

const findByPhone = statement((db, { phone }: { phone: string }) =>
  db
    .selectFrom('identity as named')
    .innerJoin('contact', 'contact.id', 'named.contact_id')
    .innerJoin('identity', 'identity.contact_id', 'contact.id')
    .select(['contact.id', 'contact.name', 'contact.attributes', 'contact.identity_changed_at'])
    .select(['identity.kind', 'identity.value', 'identity.source', 'identity.since'])
    .where('named.kind', '=', 'phone')
    .where('named.value', '=', phone)
    .orderBy('identity.since')
    .orderBy('identity.kind'),
);

/**
 * The contact of a person about whom nothing is new, which is what most webhooks are about: the phone number is stored
 * exactly as it is named, and so is everything else that the webhook says of the person. Undefined in all other cases.
 */
export async function recognise(tx: Tx, person: PersonNamed): Promise<KnownContact | undefined> {
  if (!person.phone) return undefined;
  const rows = await findByPhone.all(tx, { phone: person.phone });
  const [first] = rows;
  if (!first) return undefined;
  const { id, name, attributes, identity_changed_at } = first;
  const contact = { id, name, attributes, identity_changed_at, identities: rows };
  return isAllKnown(contact, person) ? contact : undefined;
}

/** Whether everything that is said of a person besides the phone number is stored with the contact already. */
export function isAllKnown({ name, identities }: KnownContact, person: PersonNamed): boolean {
  if (person.name && name === null) return false;
  const has = (kind: string, value: string) =>
    identities.some((identity) => identity.kind === kind && identity.value === value);
  const user = identityOfUser(person);
  return (
    (!user || has(user.kind, user.value)) &&
    (!person.parentUserId || has('parent_bsuid', person.parentUserId)) &&
    (!person.username || has('username', person.username))
  );
}
