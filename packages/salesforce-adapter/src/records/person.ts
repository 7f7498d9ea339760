import type { Contact } from '@parley/core/gateway-api';

/** The Contact or Lead a conversation belongs to. */
export type Person = { readonly object: 'Contact' | 'Lead'; readonly id: string };

/** Both lookups of a row: a converted lead gives its place to the contact. */
export function personLookups(person: Person): { Contact__c: string | null; Lead__c: string | null } {
  return person.object === 'Contact'
    ? { Contact__c: person.id, Lead__c: null }
    : { Contact__c: null, Lead__c: person.id };
}

/** The number in E.164, or nothing when WhatsApp hides it. */
export function phoneOf(contact: Contact): string | undefined {
  return contact.identities.find((identity) => identity.kind === 'phone')?.value;
}

/** The business-scoped user id. */
export function userIdOf(contact: Contact): string | undefined {
  return contact.identities.find((identity) => identity.kind === 'bsuid')?.value;
}
