import type { Contact, PageOf } from '@parley/core/gateway-api';
import { type CliCall, UsageError } from './command.ts';

/** The argument that names a person. */
export const who = {
  name: 'who',
  does: {
    en: 'a phone number, user id or contact id',
    de: 'eine Telefonnummer, Nutzer- oder Kontaktkennung',
  },
} as const;

/** The same as the API takes it. */
export function recipientOf(text: string): unknown {
  if (text.startsWith('ctc_')) return { contactId: text };
  return /^[A-Z]{2}\./.test(text) ? { userId: text } : text;
}

/** The contact of a phone number, user id or contact id. */
export async function contactId(call: CliCall, text: string): Promise<string> {
  if (text.startsWith('ctc_')) return text;
  const page = await call.ask<PageOf<Contact>>('GET', '/v1/contacts', { query: { identity: text } });
  const [contact] = page.items;
  if (contact) return contact.id;
  throw new UsageError({
    en: `Nobody is known by ${text}. Write phone numbers with + and the country, such as +4915112345678.`,
    de: `Unter ${text} ist niemand bekannt. Schreiben Sie Telefonnummern mit + und Land, etwa +4915112345678.`,
  });
}
