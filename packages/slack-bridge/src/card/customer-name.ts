import type { Contact } from '@parley/core/gateway-api';
import type { Words } from '../words/words.ts';

/** The customer's name on one line; people choose it themselves in WhatsApp, so it may be blank or hold line breaks. */
export function customerName(contact: Pick<Contact, 'name'>, words: Words): string {
  return contact.name?.replace(/\s+/gu, ' ').trim() || words.card.unknownCustomer;
}
