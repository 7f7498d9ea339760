import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Contact, Event } from '@parley/core/gateway-api';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid } from '../intake/inbox.ts';
import { messages, minutesAgo, preference, text } from '../intake/webhooks.ts';
import { type Receiver, startReceiver } from '../subscriptions/receiver.ts';

const OWN = testValues.numberId;

let gateway: TestGateway;
let receiver: Receiver;
let other: string;
let bound: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  receiver = await startReceiver();
  other = await gateway.otherNumber();
  bound = await gateway.makeKey(
    ['messages:read', 'contacts:read', 'consent:write', 'subscriptions', 'tools:slack'],
    {
      numbers: [OWN],
    },
  );
});
afterAll(async () => {
  await gateway.close();
  await receiver.close();
});

const write = async (from: string, numberId: string) => {
  const said = text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) });
  expect((await gateway.webhook(messages([said], { numberId }))).status).toBe(200);
};

/** Somebody who writes to both numbers, and the id of the conversation that is not the key's. */
async function writesToBoth() {
  const from = newCustomer();
  await write(from, other);
  await write(from, OWN);
  const { items } = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body;
  const [contact] = items as Contact[];
  const foreign = contact?.conversations.find((conversation) => conversation.from === other)?.id;
  expect(contact?.conversations).toHaveLength(2);
  return { from, contactId: contact?.id ?? '', foreign: foreign ?? '' };
}

const numbersOf = (contact: Contact) => contact.conversations.map(({ from }) => from);

describe('Of somebody who writes to two numbers, a key that is bound to one', () => {
  test('sees the conversation and window with that number alone, wherever it reads the contact', async () => {
    const { from, contactId } = await writesToBoth();
    const list = await gateway.call('GET', `/v1/contacts?identity=%2B${from}`, { key: bound });
    expect((list.body.items as Contact[]).map(numbersOf)).toEqual([[OWN]]);
    const one = await gateway.call('GET', `/v1/contacts/${contactId}`, { key: bound });
    expect(numbersOf(one.body)).toEqual([OWN]);
    const changed = await gateway.call('PATCH', `/v1/contacts/${contactId}`, {
      key: bound,
      body: { name: 'Erika M.' },
    });
    expect(numbersOf(changed.body)).toEqual([OWN]);
    // Whoever is bound to nothing sees both.
    expect(numbersOf((await gateway.call('GET', `/v1/contacts/${contactId}`)).body)).toHaveLength(2);
  });

  test('hears of that conversation alone in the events, those about no number among them', async () => {
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    const { from, contactId, foreign } = await writesToBoth();
    await gateway.webhook(preference('stop', minutesAgo(0), from));
    await gateway.call('PATCH', `/v1/contacts/${contactId}`, { body: { name: 'Erika M.' } });
    const path = `/v1/events?after=${cursor}&limit=1000`;
    const { events } = (await gateway.call('GET', path, { key: bound })).body as { events: Event[] };
    const told = events.filter(({ data }) => (data.contact as Contact | undefined)?.id === contactId);
    expect(new Set(told.map(({ type }) => type))).toEqual(
      new Set(['message.received', 'window.opened', 'consent.changed', 'contact.updated']),
    );
    for (const { data } of told) expect(numbersOf(data.contact as Contact)).toEqual([OWN]);
    expect(JSON.stringify(events)).not.toContain(foreign);
    expect(JSON.stringify((await gateway.call('GET', path)).body.events)).toContain(foreign);
  });

  test('is sent that conversation alone by its subscription', async () => {
    const { from, foreign } = await writesToBoth();
    await gateway.call('POST', '/v1/subscriptions', {
      key: bound,
      body: { url: receiver.url, types: ['message.received', 'consent.changed'] },
    });
    await write(from, OWN);
    await gateway.webhook(preference('stop', minutesAgo(0), from));
    await eventually(() => receiver.all.length === 2, 'both events arrive');
    for (const { event, text: body } of receiver.all) {
      expect(numbersOf(event.data.contact as Contact)).toEqual([OWN]);
      expect(body).not.toContain(foreign);
    }
  });

  test('finds no reference that a tool keeps on the other conversation', async () => {
    const { foreign } = await writesToBoth();
    const body = { key: 'T1:C2:1763800000.000100' };
    const put = await gateway.call('PUT', `/v1/conversations/${foreign}/links/slack`, { body });
    expect(put.status).toBe(200);
    const path = `/v1/links/slack/${encodeURIComponent(body.key)}`;
    expect((await gateway.call('GET', path)).body.items).toHaveLength(1);
    expect((await gateway.call('GET', path, { key: bound })).status).toBe(404);
  });
});
