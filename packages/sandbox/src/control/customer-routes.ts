import type { FastifyInstance } from 'fastify';
import { messagesOf } from '../messages/message.ts';
import { readAll } from '../messages/progress.ts';
import { ensurePerson, type Person } from '../people/people.ts';
import { digitsOfPath } from '../people/phone-number.ts';
import { REACHES, type Reach, setReach } from '../people/reach.ts';
import type { Sandbox } from '../sandbox.ts';
import { object, optional, required, text } from '../shape/shape.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { contactOf, numberEnvelope } from '../webhooks/payloads.ts';
import { requireShape, wrongField } from './control-error.ts';
import { type InboundBody, inboundShape, personFields } from './inbound-shape.ts';
import { receive, refuseTakenUserId } from './receive.ts';
import { shownMessage } from './shown-message.ts';

type Params = { Params: { phone: string } };

const personShape = object(personFields);
const preferencesShape = object({ marketing: required(text({ oneOf: ['stop', 'resume'] })) });
const reachShape = object({ messages: required(text({ oneOf: REACHES })) });
const nothing = object({ to: optional(text()) });

/** The customers' side: write, look at the phone, read, stop marketing. */
export function customerRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, changes } = sandbox;

  app.post<Params>('/sandbox/customers/:phone', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(personShape, body);
    const { name, userId, parentUserId, username, hidePhone: hidden } = (body ?? {}) as InboundBody;
    refuseTakenUserId(sandbox, phone, userId);
    const person = await db.write(() =>
      ensurePerson(db, phone, { name, userId, parentUserId, username, hidden }),
    );
    changes.tell({ kind: 'state' });
    return person;
  });

  app.post<Params>('/sandbox/customers/:phone/messages', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(inboundShape, body);
    return db.write(() => receive(sandbox, phone, { type: 'text', ...(body as object) } as InboundBody));
  });

  app.get<Params>('/sandbox/customers/:phone/messages', ({ params }) => ({
    messages: messagesOf(db, requirePhone(params.phone)).map(shownMessage),
  }));

  app.post<Params>('/sandbox/customers/:phone/read', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(nothing, body);
    return { read: await db.write(() => readAll(sandbox, phone)) };
  });

  app.post<Params>('/sandbox/customers/:phone/reach', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(reachShape, body);
    const { messages } = body as { messages: Reach };
    await db.write(() => setReach(db, phone, messages));
    changes.tell({ kind: 'state' });
    return { messages };
  });

  app.post<Params>('/sandbox/customers/:phone/preferences', async ({ params, body }) => {
    const phone = requirePhone(params.phone);
    requireShape(preferencesShape, body);
    const { marketing } = body as { marketing: 'stop' | 'resume' };
    const person = await db.write(() => prefer(sandbox, phone, marketing));
    changes.tell({ kind: 'state' });
    return person;
  });
}

/** The digits in the path of a call; throws 422 for what is no phone number. */
export function requirePhone(written: string): string {
  const phone = digitsOfPath(written);
  if (phone === undefined)
    throw wrongField('phone', 'must be 7 to 15 digits with the country code, with or without +.');
  return phone;
}

/** The customer uses WhatsApp's own switch for marketing; part of a write. */
function prefer(sandbox: Sandbox, phone: string, value: 'stop' | 'resume'): Person {
  const { db, account, now, numbers } = sandbox;
  const person = ensurePerson(db, phone, { marketingStopped: value === 'stop' });
  const [number] = numbers;
  if (!number) return person;
  const preference = {
    ...(!person.hidden && { wa_id: phone }),
    user_id: person.userId,
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    // A whole number here, unlike the times of messages.
    timestamp: Math.floor(now() / 1000),
  };
  const payload = { contacts: [contactOf(person)], user_preferences: [preference] };
  const envelope = numberEnvelope(account.businessAccountId, number, payload, 'user_preferences');
  enqueueWebhook(sandbox, { numberId: number.id, person }, envelope);
  return person;
}
