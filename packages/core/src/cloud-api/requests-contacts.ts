import type { ContactAddress, ContactCard, ContactName, ContactsContent } from '../message/contact-card.ts';
import { type Payload, present } from './requests-parts.ts';

/** The `contacts` of a message, in Meta's names. */
export function contactCards({ contacts }: ContactsContent): readonly Payload[] {
  return contacts.map(contactCard);
}

function contactCard({ name, phones, emails, addresses, urls, org, birthday }: ContactCard): Payload {
  return present({
    name: contactName(name),
    phones: phones?.map(({ phone, waId, type }) => present({ phone, type, wa_id: waId })),
    emails: emails?.map(({ email, type }) => present({ email, type })),
    addresses: addresses?.map(contactAddress),
    urls: urls?.map(({ url, type }) => present({ url, type })),
    org: org && present({ company: org.company, department: org.department, title: org.title }),
    birthday,
  });
}

function contactName({ formattedName, firstName, middleName, lastName, prefix, suffix }: ContactName) {
  const parts = present({
    first_name: firstName,
    middle_name: middleName,
    last_name: lastName,
    prefix,
    suffix,
  });
  // The Cloud API has refused a name that is nothing but its formatted form.
  const isBare = Object.keys(parts).length === 0;
  return { formatted_name: formattedName, ...(isBare ? { first_name: formattedName } : parts) };
}

function contactAddress({ street, city, state, zip, country, countryCode, type }: ContactAddress): Payload {
  return present({ street, city, state, zip, country, country_code: countryCode, type });
}
