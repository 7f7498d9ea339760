import { createHash } from 'node:crypto';
import type { Database } from '../state/database.ts';
import { countryOf } from './country.ts';

/** A customer: the phone is how the sandbox knows them, the user id is how a business may. */
export type Person = {
  phone: string;
  userId: string;
  name: string | null;
  username: string | null;
  /** Only people of linked business portfolios have one. */
  parentUserId: string | null;
  /** The business does not see the phone number: it is absent, not empty, in webhooks. */
  hidden: boolean;
  marketingStopped: boolean;
};

type PersonRow = {
  phone: string;
  user_id: string;
  name: string | null;
  username: string | null;
  parent_user_id: string | null;
  hidden: number;
  marketing_stopped: number;
};

/** People shown at once; a load test makes far more than anybody can look at. */
const PEOPLE_SHOWN = 200;

/** What a control call may say about a person; what is left out stays. */
export type PersonChange = {
  name?: string | undefined;
  userId?: string | undefined;
  username?: string | undefined;
  parentUserId?: string | undefined;
  hidden?: boolean | undefined;
  marketingStopped?: boolean | undefined;
};

const fromRow = (row: PersonRow): Person => ({
  phone: row.phone,
  userId: row.user_id,
  name: row.name,
  username: row.username,
  parentUserId: row.parent_user_id,
  hidden: row.hidden === 1,
  marketingStopped: row.marketing_stopped === 1,
});

/** The same phone always gets the same id, and the id does not give the phone away. */
export function userIdFor(phone: string): string {
  const digest = createHash('sha256').update(`parley-sandbox-user:${phone}`).digest();
  return `${countryOf(phone)}.${digest.readBigUInt64BE().toString().padStart(20, '1')}`;
}

/** The people added last, in the order they were added. */
export const listPeople = (db: Database): Person[] =>
  db.all<PersonRow>('SELECT * FROM people ORDER BY rowid DESC LIMIT ?', PEOPLE_SHOWN).map(fromRow).reverse();

export function findPerson(db: Database, phone: string): Person | undefined {
  const row = db.get<PersonRow>('SELECT * FROM people WHERE phone = ?', phone);
  return row && fromRow(row);
}

export function findPersonByUserId(db: Database, userId: string): Person | undefined {
  const row = db.get<PersonRow>('SELECT * FROM people WHERE user_id = ?', userId);
  return row && fromRow(row);
}

/** The person with this phone; every number is on WhatsApp here, so an unknown one is made. */
export function ensurePerson(db: Database, phone: string, change: PersonChange = {}): Person {
  const known = findPerson(db, phone);
  const person: Person = {
    phone,
    userId: change.userId ?? known?.userId ?? userIdFor(phone),
    name: change.name ?? known?.name ?? null,
    username: change.username ?? known?.username ?? null,
    parentUserId: change.parentUserId ?? known?.parentUserId ?? null,
    hidden: change.hidden ?? known?.hidden ?? false,
    marketingStopped: change.marketingStopped ?? known?.marketingStopped ?? false,
  };
  db.run(
    `INSERT INTO people (phone, user_id, name, username, parent_user_id, hidden, marketing_stopped)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (phone) DO UPDATE SET user_id = excluded.user_id, name = excluded.name,
       username = excluded.username, parent_user_id = excluded.parent_user_id, hidden = excluded.hidden, marketing_stopped = excluded.marketing_stopped`,
    person.phone,
    person.userId,
    person.name,
    person.username,
    person.parentUserId,
    person.hidden ? 1 : 0,
    person.marketingStopped ? 1 : 0,
  );
  return person;
}

/** The profile name in webhooks; WhatsApp always has one. */
export const profileNameOf = (person: Person): string =>
  person.name ?? (person.hidden ? 'WhatsApp user' : `+${person.phone}`);

/** Another number for a person, with the chats that their phone shows; WhatsApp gives them another user id as well. */
export function movePerson(db: Database, person: Person, phone: string, userId: string): Person {
  db.run('UPDATE people SET phone = ?, user_id = ? WHERE phone = ?', phone, userId, person.phone);
  db.run('UPDATE messages SET phone = ? WHERE phone = ?', phone, person.phone);
  return { ...person, phone, userId };
}
