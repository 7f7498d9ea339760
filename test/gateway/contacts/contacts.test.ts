import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findOrCreateContact } from '../../../packages/gateway/src/contacts/find.ts';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let people: ReturnType<typeof customers>;
beforeAll(async () => {
  gateway = await startTestGateway();
  people = customers(gateway);
});
afterAll(() => gateway.close());

async function contactNamed(name: string): Promise<string> {
  const { contactId } = await people.whoWrote();
  await gateway.call('PATCH', `/v1/contacts/${contactId}`, { body: { name } });
  return contactId;
}

describe('a contact', () => {
  test('shows who it is, where consent stands, and how long it may be answered', async () => {
    const { phone, contactId, conversationId } = await people.whoWrote();
    const { body } = await gateway.call('GET', `/v1/contacts/${contactId}`);
    expect(body).toMatchObject({
      id: contactId,
      name: 'Erika',
      identities: [{ kind: 'phone', value: phone }],
      attributes: {},
      consent: { marketing: { state: 'none', since: null, eventId: null } },
      conversations: [{ id: conversationId, window: { open: true } }],
    });
  });

  test('that nobody has is 404', async () => {
    for (const [method, path] of [
      ['GET', '/v1/contacts/ctc_none'],
      ['PATCH', '/v1/contacts/ctc_none'],
      ['DELETE', '/v1/contacts/ctc_none'],
      ['GET', '/v1/contacts/ctc_none/consent'],
    ] as const) {
      const answer = await gateway.call(method, path, { body: method === 'PATCH' ? {} : undefined });
      expect(answer.body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
  });

  test('keeps a name that people gave it when the profile says another', async () => {
    const { phone, contactId } = await people.whoWrote();
    await gateway.call('PATCH', `/v1/contacts/${contactId}`, { body: { name: 'Frau Mustermann' } });
    await people.writes(phone, 'Noch etwas');
    expect((await gateway.call('GET', `/v1/contacts/${contactId}`)).body.name).toBe('Frau Mustermann');
  });

  test('has attributes that are merged, and removed by null', async () => {
    const { contactId } = await people.whoWrote();
    const path = `/v1/contacts/${contactId}`;
    await gateway.call('PATCH', path, { body: { attributes: { city: 'Köln', tier: 'gold' } } });
    const { body } = await gateway.call('PATCH', path, {
      body: { attributes: { tier: null, since: '2020' } },
    });
    expect(body.attributes).toEqual({ city: 'Köln', since: '2020' });
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`a${index}`, 'x']));
    expect((await gateway.call('PATCH', path, { body: { attributes: many } })).body).toMatchObject({
      errors: [{ path: 'attributes' }],
    });
    const { events } = (await gateway.call('GET', '/v1/events?types=contact.updated&limit=1000')).body;
    expect(events.at(-1).data.contact).toEqual(body);
  });
});

describe('finding contacts', () => {
  test.each([
    ['E.164', (phone: string) => phone],
    ['digits as Meta writes them', (phone: string) => phone.slice(1)],
    ['spaces and dashes', (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 6)}-${phone.slice(6)}`],
    ['two zeros', (phone: string) => `00${phone.slice(1)}`],
  ])('works with a phone number in %s', async (_what, spell) => {
    const { phone, contactId } = await people.known();
    const identity = encodeURIComponent(spell(phone));
    const { body } = await gateway.call('GET', `/v1/contacts?identity=${identity}`);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([contactId]);
  });

  test('works with a plus that nobody escaped', async () => {
    const { phone, contactId } = await people.known();
    const { body } = await gateway.call('GET', `/v1/contacts?identity=${phone}`);
    expect(body.items).toMatchObject([{ id: contactId }]);
  });

  test('finds nobody for a number that nobody has', async () => {
    expect((await gateway.call('GET', '/v1/contacts?identity=%2B4915799999999')).body).toEqual({
      items: [],
      cursor: null,
    });
  });

  test('works with a part of the name, signs of the search language included', async () => {
    const id = await contactNamed('100%_Sonder\\fall');
    const found = await gateway.call('GET', `/v1/contacts?search=${encodeURIComponent('%_sonder\\')}`);
    expect(found.body.items).toMatchObject([{ id }]);
    expect(
      (await gateway.call('GET', `/v1/contacts?search=${encodeURIComponent('0%X')}`)).body.items,
    ).toEqual([]);
  });

  test('gives every contact once, page by page', async () => {
    const wanted = [
      await contactNamed('Seite eins'),
      await contactNamed('Seite zwei'),
      await contactNamed('Seite drei'),
    ];
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await gateway.call('GET', `/v1/contacts?search=Seite&limit=2${after}`);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.cursor;
    }
    expect(seen).toEqual(wanted);
  });

  test('is logged, with who asked and without who was found', async () => {
    const { phone } = await people.known();
    await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`);
    const line = gateway.logged.findLast((entry) => entry.includes('contacts read'));
    expect(line).toContain('key_first');
    expect(gateway.logged.join('')).not.toContain(phone.slice(1));
  });
});

describe('one person', () => {
  const at = new Date('2026-11-20T10:00:00Z');
  const meet = (person: Parameters<typeof findOrCreateContact>[2]) =>
    gateway.runtime.store.write((tx) => findOrCreateContact(tx, gateway.runtime, person, 'test', at));

  test.each([
    ['Mexico', '+5215512345678', '+525512345678'],
    ['Brazil', '+5511987654321', '+551187654321'],
    ['Argentina', '+5491123456789', '+541123456789'],
  ])('in %s is the same under both spellings of the number', async (_country, one, other) => {
    const first = await meet({ phone: one });
    expect(await meet({ phone: other })).toEqual({ id: first.id, created: false });
  });

  test('gains the identities that turn up later', async () => {
    const first = await meet({ phone: '+4915700000001' });
    await meet({ phone: '+4915700000001', userId: 'DE.13490001', username: 'erika.m' });
    const hidden = await meet({ userId: 'DE.13490001' });
    expect(hidden).toEqual({ id: first.id, created: false });
    const { body } = await gateway.call('GET', '/v1/contacts?identity=erika.m');
    expect(body.items).toMatchObject([{ id: first.id }]);
  });

  test('a user name goes to whoever shows it last', async () => {
    const first = await meet({ userId: 'DE.13490003', username: 'wanderer' });
    const second = await meet({ userId: 'DE.13490004', username: 'wanderer' });
    expect(first.id).not.toBe(second.id);
    expect((await gateway.call('GET', '/v1/contacts?identity=wanderer')).body.items).toMatchObject([
      { id: second.id },
    ]);
  });
});
