import type { BusinessNumber } from '../account/account.ts';
import { GraphError } from '../graph/graph-error.ts';
import { findPerson, findPersonByUserId, type Person } from '../people/people.ts';
import { digitsOf } from '../people/phone-number.ts';
import type { Database } from '../state/database.ts';

/** Two letters of a country, a dot, and up to 128 letters and digits; a parent id has `ENT.` between. */
export const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Whom a send is for; `person` is missing for a phone number that was never seen. */
export type Recipient = {
  phone: string;
  person: Person | undefined;
  addressedBy: 'phone' | 'userId' | 'both';
  /** As written by the sender. */
  input: string;
  /** The user id that was given, or the one that is known. */
  userId: string | undefined;
};

type Addressed = { recipient_type?: string; to?: string; recipient?: string };

/** Finds whom the message is for; when both `to` and `recipient` are given, `to` wins. */
export function findRecipient(db: Database, number: BusinessNumber, send: Addressed): Recipient {
  const { to, recipient } = send;
  if (send.recipient_type === 'group')
    throw new GraphError(131041, { details: 'This account has no groups.' });
  if (recipient !== undefined && !USER_ID.test(recipient)) {
    throw new GraphError(131009, { details: 'recipient is not a business-scoped user id.' });
  }
  if (to === undefined) {
    const person = findPersonByUserId(db, recipient ?? '');
    if (!person)
      throw new GraphError(131026, { details: 'Nobody with this business-scoped user id is known.' });
    return {
      phone: person.phone,
      person,
      addressedBy: 'userId',
      input: person.userId,
      userId: person.userId,
    };
  }
  const phone = digitsOf(to, number.display);
  if (phone === undefined) {
    throw new GraphError(131009, {
      details: 'to is not a valid phone number: it needs a country code and 7 to 15 digits.',
    });
  }
  if (phone === number.display) {
    throw new GraphError(131021, { details: 'The sender and the recipient are the same number.' });
  }
  const addressedBy = recipient === undefined ? 'phone' : 'both';
  const person = findPerson(db, phone);
  return { phone, person, addressedBy, input: to, userId: person?.userId ?? recipient };
}
