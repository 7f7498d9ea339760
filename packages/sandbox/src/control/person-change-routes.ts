import type { FastifyInstance } from 'fastify';
import type { BusinessNumber } from '../account/account.ts';
import { USER_ID } from '../messages/recipient.ts';
import { makeWamid } from '../messages/wamid.ts';
import { setIdentityHash } from '../people/identity-hash.ts';
import { ensurePerson, findPerson, movePerson, type Person, userIdFor } from '../people/people.ts';
import { digitsOfPath } from '../people/phone-number.ts';
import type { Sandbox } from '../sandbox.ts';
import { flag, object, optional, required, type Shape, text, variants } from '../shape/shape.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { contactOf, numberEnvelope, senderOf, unixSeconds } from '../webhooks/payloads.ts';
import { requireShape, wrongField } from './control-error.ts';
import { requirePhone } from './customer-routes.ts';
import { refuseTakenUserId } from './receive.ts';

type Params = { Params: { phone: string } };

const userId = optional(text({ pattern: USER_ID, says: 'is not a business-scoped user id such as DE.1349' }));

/** What can change about a person, by `type`. */
const shape: Shape = variants('type', {
  number: object({
    type: required(text()),
    to: required(text({ max: 40 })),
    userId,
    withUserIds: optional(flag),
  }),
  user_id: object({ type: required(text()), userId }),
  identity: object({ type: required(text()) }),
});

type Body = { type: 'number' | 'user_id' | 'identity'; to?: string; userId?: string; withUserIds?: boolean };

/** What WhatsApp itself tells a business of a person: another number, another user id, another phone. */
export function personChangeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<Params>('/sandbox/customers/:phone/changes', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(shape, body);
    const person = await sandbox.db.write(() => change(sandbox, phone, body as Body));
    sandbox.changes.tell({ kind: 'state' });
    return person;
  });
}

function change(sandbox: Sandbox, phone: string, body: Body): Person {
  const person = ensurePerson(sandbox.db, phone);
  switch (body.type) {
    case 'number':
      return changeNumber(sandbox, person, body);
    case 'user_id':
      return changeUserId(sandbox, person, body.userId ?? nextUserId(person));
    case 'identity':
      tellIdentity(sandbox, person);
      return person;
  }
}

function changeNumber(sandbox: Sandbox, person: Person, body: Body): Person {
  const { db } = sandbox;
  const to = digitsOfPath(body.to ?? '');
  if (to === undefined)
    throw wrongField('to', 'must be 7 to 15 digits with the country code, with or without +.');
  if (findPerson(db, to)) throw wrongField('to', 'is the phone of another customer.');
  const numbers = numbersKnowing(sandbox, person);
  const moved = movePerson(db, person, to, body.userId ?? userIdFor(to));
  for (const number of numbers) {
    // Whose number the business does not see has no number that could change.
    if (!person.hidden)
      tell(sandbox, number, moved, {
        ...(body.withUserIds ? senderOf(person) : { from: person.phone }),
        system: {
          body: `User ${person.name ?? 'A'} changed from ${person.phone} to ${moved.phone}`,
          type: 'user_changed_number',
          wa_id: moved.phone,
          ...(body.withUserIds && { user_id: moved.userId, previous_user_id: person.userId }),
        },
      });
    tellUserId(sandbox, number, person, moved);
  }
  return moved;
}

function changeUserId(sandbox: Sandbox, person: Person, next: string): Person {
  refuseTakenUserId(sandbox, person.phone, next);
  const changed = ensurePerson(sandbox.db, person.phone, { userId: next });
  for (const number of numbersKnowing(sandbox, person)) tellUserId(sandbox, number, person, changed);
  return changed;
}

function tellUserId(sandbox: Sandbox, number: BusinessNumber, before: Person, after: Person): void {
  const system = {
    body: `User ${before.name ?? 'A'} changed their user id`,
    type: 'user_changed_user_id',
    user_id: after.userId,
    previous_user_id: before.userId,
    ...(after.parentUserId && {
      parent_user_id: after.parentUserId,
      previous_parent_user_id: before.parentUserId,
    }),
  };
  tell(sandbox, number, after, { ...senderOf(after), system }, [contactOf(after)]);
}

function tellIdentity(sandbox: Sandbox, person: Person): void {
  const createdAt = Math.floor(sandbox.now() / 1000);
  const hash = Buffer.from(`${person.userId} ${createdAt}`).toString('base64').slice(0, 12);
  setIdentityHash(sandbox.db, person.phone, hash);
  for (const number of numbersKnowing(sandbox, person)) {
    const identity = {
      acknowledged: false,
      created_timestamp: createdAt,
      hash,
    };
    const system = {
      body: `User ${person.name ?? 'A'} identity changed`,
      type: 'customer_identity_changed',
      ...(!person.hidden && { wa_id: person.phone }),
    };
    tell(sandbox, number, person, { ...senderOf(person), identity, system });
  }
}

function tell(
  sandbox: Sandbox,
  number: BusinessNumber,
  person: Person,
  message: Record<string, unknown>,
  contacts?: readonly unknown[],
): void {
  const { account, now } = sandbox;
  const id = makeWamid(person.hidden ? person.userId : person.phone, 'in');
  const system = { ...message, id, timestamp: unixSeconds(now()), type: 'system' };
  const value = { ...(contacts && { contacts }), messages: [system] };
  enqueueWebhook(
    sandbox,
    { numberId: number.id, person },
    numberEnvelope(account.businessAccountId, number, value),
  );
}

/** Every number that the person has a chat with, else the first. */
function numbersKnowing({ db, numbers }: Sandbox, person: Person): readonly BusinessNumber[] {
  const rows = db.all<{ number_id: string }>(
    'SELECT DISTINCT number_id FROM messages WHERE phone = ?',
    person.phone,
  );
  const known = numbers.filter(({ id }) => rows.some((row) => row.number_id === id));
  return known.length > 0 ? known : numbers.slice(0, 1);
}

/** Another id of the same person, which does not give the phone away either. */
function nextUserId(person: Person): string {
  return `${person.userId.slice(0, 3)}${userIdFor(`${person.phone} ${person.userId}`).slice(3)}`;
}
