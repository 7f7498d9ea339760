import type { ReceivedCard } from '../../message/received-content.ts';
import { asObject, present } from './reading.ts';
import { type Fields, objects, part, parts, unlessEmpty, word } from './side-facts.ts';

/** The contacts that a customer passed on; what is no contact is left out. */
export function contactCards(item: unknown): readonly ReceivedCard[] {
  return (Array.isArray(item) ? objects(item) : parts(asObject(item) ?? {}, 'contacts')).map(card);
}

function card(from: Fields): ReceivedCard {
  const org = part(from, 'org');
  return present({
    name: nameOf(part(from, 'name')),
    phones: listed(
      parts(from, 'phones').map((phone) =>
        present({ phone: word(phone, 'phone'), waId: word(phone, 'wa_id'), type: word(phone, 'type') }),
      ),
    ),
    emails: listed(
      parts(from, 'emails').map((email) =>
        present({ email: word(email, 'email'), type: word(email, 'type') }),
      ),
    ),
    addresses: listed(parts(from, 'addresses').map(addressOf)),
    urls: listed(
      parts(from, 'urls').map((site) => present({ url: word(site, 'url'), type: word(site, 'type') })),
    ),
    org: unlessEmpty(
      present({
        company: word(org, 'company'),
        department: word(org, 'department'),
        title: word(org, 'title'),
      }),
    ),
    birthday: word(from, 'birthday'),
    vcard: word(from, 'vcard'),
    origin: word(from, 'origin'),
  });
}

function nameOf(name: Fields): ReceivedCard['name'] {
  const first = word(name, 'first_name');
  const last = word(name, 'last_name');
  return present({
    formattedName: word(name, 'formatted_name') ?? [first, last].filter(Boolean).join(' '),
    firstName: first,
    middleName: word(name, 'middle_name'),
    lastName: last,
    prefix: word(name, 'prefix'),
    suffix: word(name, 'suffix'),
  });
}

function addressOf(from: Fields) {
  return present({
    street: word(from, 'street'),
    city: word(from, 'city'),
    state: word(from, 'state'),
    zip: word(from, 'zip'),
    country: word(from, 'country'),
    countryCode: word(from, 'country_code'),
    type: word(from, 'type'),
  });
}

function listed<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
