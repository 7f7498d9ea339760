import type { ContactCard } from './contact-card.ts';

/** Names of contacts, each with how to reach them. */
export function contactsText(contacts: readonly ContactCard[]): string {
  return contacts
    .map(({ name, phones = [], emails = [] }) => {
      const reach = [...phones.map(({ phone, waId }) => phone ?? waId), ...emails.map(({ email }) => email)];
      const known = reach.filter((entry) => entry !== undefined && entry !== '');
      const shown = name?.formattedName ?? '';
      return known.length > 0 ? `${shown} (${known.join(', ')})`.trim() : shown;
    })
    .join(', ');
}
