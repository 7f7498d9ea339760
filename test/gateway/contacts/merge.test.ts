import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { one, receive, typesOf } from '../intake/inbox.ts';
import { minutesAgo, payload } from '../intake/webhooks.ts';
import { lookUpIn } from './look-up.ts';
import { contactOf, somebody, writes } from './one-person.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine({ settings: { stopConfirmation: false } }));
});
afterAll(() => closeMetaLine({ graph, gateway }));

const { contactBy, marketingOf } = lookUpIn(() => gateway);

const link = (conversationId: string, tool: string, key: string) =>
  gateway.call('PUT', `/v1/conversations/${conversationId}/links/${tool}`, { body: { key } });

/** Somebody whom the business knows twice: by the number, and by the user id of a hidden number. */
async function knownTwice() {
  const person = somebody();
  await receive(gateway, writes({ phone: person.phone }, 'Hallo', { at: minutesAgo(30) }));
  await receive(gateway, writes({ userId: person.userId }, 'Bin ich auch', { at: minutesAgo(20) }));
  return { ...person, byPhone: await contactBy(person.phone), byUser: await contactBy(person.userId) };
}

describe('a webhook that names a person by number and user id', () => {
  let twice: Awaited<ReturnType<typeof knownTwice>>;
  beforeEach(async () => {
    twice = await knownTwice();
    expect(twice.byPhone.id).not.toBe(twice.byUser.id);
  });

  test('makes one contact of two, and says so', async () => {
    const told = await receive(gateway, writes(twice, 'Nun beides'));
    const { contact, mergedContactId } = one(told, 'contact.merged');
    expect([contact.id, mergedContactId]).toEqual([twice.byPhone.id, twice.byUser.id]);
    expect(contact.identities.map(({ kind, value }) => [kind, value]).sort()).toEqual([
      ['bsuid', twice.userId],
      ['phone', twice.phone],
    ]);
    expect(one(told, 'message.received').contact.id).toBe(twice.byPhone.id);
    expect(one(told, 'conversation.updated').conversation.contactId).toBe(twice.byPhone.id);
  });

  test('leaves both ids and both conversations to be asked for', async () => {
    await receive(gateway, writes(twice, 'Nun beides'));
    const { body: contact } = await gateway.call('GET', `/v1/contacts/${twice.byUser.id}`);
    expect(contact).toMatchObject({ id: twice.byPhone.id, mergedInto: twice.byPhone.id });
    expect((await gateway.call('GET', `/v1/contacts/${twice.byPhone.id}`)).body.mergedInto).toBeUndefined();
    expect(contact.conversations).toHaveLength(1);
    const old = twice.byUser.conversations[0].id;
    const kept = twice.byPhone.conversations[0].id;
    expect((await gateway.call('GET', `/v1/conversations/${old}`)).body).toMatchObject({ id: kept });
    const { body: page } = await gateway.call('GET', `/v1/conversations/${old}/messages`);
    expect(page.items.map((item: { content: { text: string } }) => item.content.text)).toEqual([
      'Hallo',
      'Bin ich auch',
      'Nun beides',
    ]);
    const { body: all } = await gateway.call('GET', '/v1/conversations?limit=100');
    expect(all.items.map(({ id }: { id: string }) => id)).not.toContain(old);
    for (const to of [{ contactId: twice.byUser.id }, { conversationId: old }, { userId: twice.userId }]) {
      const sent = await gateway.call('POST', '/v1/messages', {
        body: { to, from: testValues.numberId, content: { type: 'text', text: 'Gern' } },
      });
      expect(sent).toMatchObject({
        status: 202,
        body: { contactId: twice.byPhone.id, conversationId: kept },
      });
      await gateway.call('GET', `/v1/messages/${sent.body.id}?wait=10`);
    }
    expect((await link(old, 'slack', `T:old:${old}`)).body.items).toMatchObject([{ conversationId: kept }]);
  });

  test('joins what people have noted of both', async () => {
    const [byPhone, byUser] = [twice.byPhone.conversations[0].id, twice.byUser.conversations[0].id];
    await gateway.call('PATCH', `/v1/contacts/${twice.byPhone.id}`, {
      body: { attributes: { city: 'Köln' } },
    });
    await gateway.call('PATCH', `/v1/contacts/${twice.byUser.id}`, {
      body: { attributes: { city: 'Bonn', shoe: '42' } },
    });
    await link(byPhone, 'slack', `T1:C1:${byPhone}`);
    await link(byUser, 'slack', `T1:C1:${byUser}`);
    await gateway.call('PATCH', `/v1/conversations/${byUser}`, { body: { tags: ['vip'], language: 'de' } });
    const assignee = { tool: 'slack', actor: 'U1', name: 'Anna' };
    await gateway.call('POST', `/v1/conversations/${byUser}/assign`, { body: { assignee } });
    await gateway.call('PUT', '/v1/tools/slack/state/draft', {
      body: { value: { note: 'x' }, contactId: twice.byUser.id },
    });
    await receive(gateway, writes(twice, 'Nun beides'));
    const { body: contact } = await gateway.call('GET', `/v1/contacts/${twice.byPhone.id}`);
    expect(contact.attributes).toEqual({ city: 'Köln', shoe: '42' });
    const { body: conversation } = await gateway.call('GET', `/v1/conversations/${byPhone}`);
    expect(conversation).toMatchObject({ tags: ['vip'], language: 'de', assignee: { actor: 'U1' } });
    expect(conversation.links.map(({ key }: { key: string }) => key).sort()).toEqual(
      [`T1:C1:${byPhone}`, `T1:C1:${byUser}`].sort(),
    );
    const { body: state } = await gateway.call('GET', '/v1/tools/slack/state/draft');
    expect(state.contactId).toBe(twice.byPhone.id);
  });

  test('is a status, an echo, or the switch for marketing as well as a message', async () => {
    const at = String(Math.floor(Date.now() / 1000));
    const contacts = [contactOf(twice)];
    const digits = twice.phone.slice(1);
    const status = { id: 'wamid.ELSEWHERE', status: 'read', timestamp: at };
    const statuses = [{ ...status, recipient_id: digits, recipient_user_id: twice.userId }];
    expect(typesOf(await receive(gateway, payload('messages', { contacts, statuses })))).toContain(
      'contact.merged',
    );
    const second = await knownTwice();
    const echo = {
      from: '4930123456789',
      id: 'wamid.ECHO',
      timestamp: at,
      type: 'text',
      text: { body: 'Hi' },
    };
    const echoes = [{ ...echo, to: second.phone.slice(1), to_user_id: second.userId }];
    expect(
      typesOf(await receive(gateway, payload('smb_message_echoes', { message_echoes: echoes }))),
    ).toContain('contact.merged');
    const third = await knownTwice();
    const preference = { category: 'marketing_messages', value: 'stop', timestamp: Number(at) };
    const preferences = [{ ...preference, wa_id: third.phone.slice(1), user_id: third.userId }];
    const told = await receive(gateway, payload('user_preferences', { user_preferences: preferences }));
    expect(typesOf(told)).toContain('contact.merged');
    expect(await marketingOf(third.byUser.id)).toBe('provider_stop');
  });

  test('is the answer to a request for the number', async () => {
    const card = {
      name: { formatted_name: 'Erika' },
      phones: [{ phone: twice.phone, wa_id: twice.phone.slice(1) }],
    };
    const shared = (origin: string) =>
      writes({ userId: twice.userId }, '', {
        message: { type: 'contacts', contacts: [{ ...card, origin }] },
      });
    expect(typesOf(await receive(gateway, shared('other')))).not.toContain('contact.merged');
    const told = await receive(gateway, shared('contact_request'));
    expect(one(told, 'contact.merged')).toMatchObject({
      contact: { id: twice.byPhone.id },
      mergedContactId: twice.byUser.id,
    });
  });

  test('is told once however often it comes', async () => {
    const webhook = writes(twice, 'Nun beides');
    expect(typesOf(await receive(gateway, webhook))).toContain('contact.merged');
    expect(await receive(gateway, webhook)).toEqual([]);
    expect(typesOf(await receive(gateway, writes(twice, 'Noch einmal')))).not.toContain('contact.merged');
  });
});

describe('a person who was merged', () => {
  test('is exported whole, and erased whole, by any of the ids', async () => {
    const twice = await knownTwice();
    await receive(gateway, writes(twice, 'Nun beides'));
    const { body: all } = await gateway.call('GET', `/v1/contacts/${twice.byUser.id}/export`);
    expect(all).toMatchObject({ contact: { id: twice.byPhone.id }, mergedFrom: [twice.byUser.id] });
    expect(all.messages.items).toHaveLength(3);
    expect(all.conversations).toHaveLength(1);
    const erased = await gateway.call('DELETE', `/v1/contacts/${twice.byUser.id}`);
    expect(erased.body).toMatchObject({
      contactId: twice.byPhone.id,
      erased: { messages: 3, identities: 2 },
    });
    for (const id of [twice.byPhone.id, twice.byUser.id])
      expect((await gateway.call('GET', `/v1/contacts/${id}`)).status).toBe(404);
    const rows = await gateway.runtime.store.read
      .selectFrom('event')
      .select('data')
      .where('contact_id', 'in', [twice.byPhone.id, twice.byUser.id])
      .execute();
    expect(rows.every(({ data }) => data === '{"erased":true}')).toBe(true);
  });

  test('may be merged again and again, and every id leads to the last', async () => {
    const people = Array.from({ length: 4 }, () => somebody());
    const ids: string[] = [];
    for (const { phone, userId } of people) {
      await receive(gateway, writes({ phone }, 'Hallo'));
      await receive(gateway, writes({ userId }, 'Hallo'));
      ids.push((await contactBy(phone)).id, (await contactBy(userId)).id);
    }
    const [first] = people;
    // Each number with the next one's user id, and back to the first: one person in the end.
    for (const [index, { phone }] of people.entries())
      await receive(gateway, writes({ phone, userId: people[(index + 1) % 4]?.userId ?? '' }, 'Ich'));
    for (const { phone, userId } of people) await receive(gateway, writes({ phone, userId }, 'Ich'));
    const last = (await contactBy(first?.phone ?? '')).id;
    for (const id of ids) {
      const { body } = await gateway.call('GET', `/v1/contacts/${id}`);
      expect([body.id, body.conversations.length]).toEqual([last, 1]);
    }
    const { body: page } = await gateway.call('GET', `/v1/contacts/${last}/export`);
    expect([page.mergedFrom.length, page.messages.items.length]).toEqual([7, 16]);
    expect(page.consent.chain.valid).toBe(true);
  });
});
