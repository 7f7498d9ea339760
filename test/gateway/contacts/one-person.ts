import { newWamid } from '../intake/inbox.ts';
import { minutesAgo, type Place, payload } from '../intake/webhooks.ts';

/** A person as one webhook names them; what is left out is absent, as Meta leaves it out. */
export type Named = {
  /** E.164. */
  readonly phone?: string;
  readonly userId?: string;
  readonly parentUserId?: string;
  readonly username?: string;
  readonly name?: string;
};

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));

/** The entry of `contacts[]` about a person. */
export function contactOf({ phone, userId, parentUserId, username, name = 'Erika' }: Named) {
  return {
    profile: { name, ...(username === undefined ? {} : { username }) },
    ...(phone === undefined ? {} : { wa_id: phone.slice(1) }),
    ...(userId === undefined ? {} : { user_id: userId }),
    ...(parentUserId === undefined ? {} : { parent_user_id: parentUserId }),
  };
}

function sender({ phone, userId, parentUserId }: Named) {
  return {
    ...(phone === undefined ? {} : { from: phone.slice(1) }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
    ...(parentUserId === undefined ? {} : { from_parent_user_id: parentUserId }),
  };
}

/** A message of a person, as text unless said otherwise. */
export function writes(
  person: Named,
  words: string,
  {
    at = minutesAgo(1),
    wamid = newWamid(),
    place = {},
    message = { type: 'text', text: { body: words } },
  }: {
    readonly at?: Date;
    readonly wamid?: string;
    readonly place?: Place;
    readonly message?: Readonly<Record<string, unknown>>;
  } = {},
) {
  return payload(
    'messages',
    {
      contacts: [contactOf(person)],
      messages: [{ ...sender(person), id: wamid, timestamp: seconds(at), ...message }],
    },
    place,
  );
}

/** A system message of WhatsApp about a person; it has no `contacts[]`. */
export function system(
  person: Named,
  said: Readonly<Record<string, unknown>>,
  {
    at = minutesAgo(1),
    wamid = newWamid(),
    more = {},
  }: { readonly at?: Date; readonly wamid?: string; readonly more?: Readonly<Record<string, unknown>> } = {},
) {
  return payload('messages', {
    messages: [
      { ...sender(person), id: wamid, timestamp: seconds(at), type: 'system', system: said, ...more },
    ],
  });
}

/** The person's number is another one from now on. */
export function changesNumber(
  from: string,
  to: string,
  options: { readonly at?: Date; readonly wamid?: string; readonly userIds?: readonly [string, string] } = {},
) {
  const { userIds, ...more } = options;
  const [previous, current] = userIds ?? [];
  return system(
    { phone: from, ...(previous === undefined ? {} : { userId: previous }) },
    {
      body: `User A changed from ${from.slice(1)} to ${to.slice(1)}`,
      type: 'user_changed_number',
      wa_id: to.slice(1),
      ...(current === undefined ? {} : { user_id: current }),
    },
    more,
  );
}

/** The person's user id is another one from now on. */
export function changesUserId(from: string, to: string, options: { readonly at?: Date } = {}) {
  return system(
    { userId: to },
    {
      body: 'User A changed their user id',
      type: 'user_changed_user_id',
      user_id: to,
      previous_user_id: from,
    },
    options,
  );
}

let people = 0;

/** Somebody nobody has met, with a number and a user id. */
export function somebody(): { readonly phone: string; readonly userId: string } {
  const serial = String(++people).padStart(6, '0');
  return { phone: `+4915177${serial}`, userId: `DE.1349${serial}` };
}
