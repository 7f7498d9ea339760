import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { suppress } from '../../../packages/gateway/src/consent/suppression.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, preference, text } from '../intake/webhooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const proven = { source: 'CRM 2024', occurredAt: '2024-05-01T10:00:00Z', textVersion: 'v7' };

const bring = (rows: readonly object[], list: object = proven, language = 'en') =>
  gateway.call('POST', '/v1/consent/import', {
    body: { ...list, rows },
    headers: { 'accept-language': language },
  });

const contactOf = async (phone: string) =>
  (await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`)).body.items[0];

const write = (from: string, body: string) =>
  receive(gateway, messages([text(body, { from, wamid: newWamid(), at: minutesAgo(1) })]));

describe('An imported list', () => {
  test('with source, moment and text is a grant that the person has still to confirm', async () => {
    const phone = `+${newCustomer()}`;
    const answer = await bring([{ contact: phone, name: 'Erika', proof: 'Ordner 12', language: 'de' }]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        items: [{ row: 0, status: 'recorded', reason: null }],
        totals: { recorded: 1, unproven: 0, suppressed: 0, rejected: 0 },
      },
    });
    const contact = await contactOf(phone);
    expect(contact).toMatchObject({ name: 'Erika', consent: { marketing: { state: 'granted' } } });
    const ledger = (await gateway.call('GET', `/v1/contacts/${contact.id}/consent`)).body;
    expect(ledger.events).toMatchObject([
      {
        action: 'grant',
        method: 'import',
        source: 'CRM 2024',
        textVersion: 'v7',
        occurredAt: '2024-05-01T10:00:00.000Z',
        evidence: { row: 0, proof: 'Ordner 12' },
      },
    ]);
  });

  test.each([
    ['a moment', { source: 'CRM', textVersion: 'v7' }, 'Without a moment'],
    ['a text', { source: 'CRM', occurredAt: '2024-05-01T10:00:00Z' }, 'Without the text'],
  ])('without %s is unproven, and says so', async (_what, list, reason) => {
    const phone = `+${newCustomer()}`;
    const { items } = (await bring([{ contact: phone }], list)).body;
    expect(items).toMatchObject([{ status: 'unproven', reason: expect.stringContaining(reason) }]);
    expect((await contactOf(phone)).consent.marketing.state).toBe('unproven');
    const check = await gateway.call('POST', '/v1/messages/check', {
      body: { to: phone, content: { type: 'text', text: 'Hi' }, purpose: 'marketing' },
    });
    expect(check.body.decision.code).toBe('UNPROVEN');
  });

  test('names what is wrong with each row, and takes the others', async () => {
    const good = `+${newCustomer()}`;
    const { body } = await bring(
      [
        { contact: '0151 23456789' },
        { contact: good },
        { contact: `+${newCustomer()}`, occurredAt: '2001-01-01T00:00:00Z' },
        { contact: `+${newCustomer()}`, occurredAt: '2099-01-01T00:00:00Z' },
        { contact: { contactId: 'ctc_nobody' } },
      ],
      proven,
      'de',
    );
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual([
      'rejected',
      'recorded',
      'rejected',
      'rejected',
      'rejected',
    ]);
    const reasons = body.items.map(({ reason }: { reason: string | null }) => reason ?? '');
    expect(reasons[0]).toContain('Ländervorwahl');
    expect(reasons[2]).toContain('vor 2009');
    expect(reasons[3]).toContain('Zukunft');
    expect(reasons[4]).toContain('ctc_nobody');
  });

  test('is the same list when it comes again: no entry is made twice', async () => {
    const rows = [{ contact: `+${newCustomer()}` }, { contact: `+${newCustomer()}`, externalId: 'row-2' }];
    const first = (await bring(rows)).body;
    const again = (await bring(rows)).body;
    expect(again).toEqual(first);
    for (const { contactId } of first.items)
      expect((await gateway.call('GET', `/v1/contacts/${contactId}/consent`)).body.events).toHaveLength(1);
  });

  test('records nothing under the id of another row, and says so', async () => {
    const list = { source: 'CRM', action: 'withdraw', purpose: 'all' };
    const [first, second] = [`+${newCustomer()}`, `+${newCustomer()}`];
    await bring([{ contact: first, externalId: 'twice' }], list);
    const answer = (await bring([{ contact: second, externalId: 'twice' }], list)).body;
    expect(answer).toMatchObject({
      items: [{ status: 'rejected', contactId: null, eventId: null }],
      totals: { recorded: 0, rejected: 1 },
    });
    expect(answer.items[0].reason).toContain('externalId');
  });

  test('of people who left takes them out, under the ids of the list that brought them in', async () => {
    const phone = `+${newCustomer()}`;
    const rows = [{ contact: phone, externalId: 'crm-1' }];
    await bring(rows);
    await bring(rows, { source: 'CRM', action: 'withdraw', purpose: 'all' });
    expect((await contactOf(phone)).consent.marketing.state).toBe('withdrawn');
    expect((await bring(rows)).body.items).toMatchObject([{ status: 'suppressed' }]);
  });

  test.each([
    ['a STOP', (from: string) => write(from, 'STOP'), 'has opted out'],
    ['an objection', (from: string) => write(from, 'Widerspruch'), 'has objected'],
    [
      'a stop in WhatsApp',
      (from: string) => receive(gateway, preference('stop', minutesAgo(1), from)),
      'WhatsApp',
    ],
    ['a sentence that nobody has settled', (from: string) => write(from, 'no more ads please'), 'may have'],
  ])('never lifts %s', async (_what, leave, reason) => {
    const from = newCustomer();
    await leave(from);
    const before = (await contactOf(`+${from}`)).consent.marketing.state;
    const { items } = (await bring([{ contact: `+${from}` }])).body;
    expect(items).toMatchObject([{ status: 'suppressed', reason: expect.stringContaining(reason) }]);
    expect((await contactOf(`+${from}`)).consent.marketing.state).toBe(before);
  });

  test('has no more rows than a call can hold, and at least one', async () => {
    const rows = Array.from({ length: 5001 }, () => ({ contact: '+4915112345678' }));
    expect(await bring(rows)).toMatchObject({ status: 422, body: { errors: [{ path: 'rows' }] } });
    expect(await bring([])).toMatchObject({ status: 422, body: { errors: [{ path: 'rows' }] } });
    expect(await bring([{ contact: '+4915112345678' }], {})).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'source' }] },
    });
  });

  test('keeps nobody waiting: a STOP that arrives meanwhile is in force before the list is through', async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => ({
      contact: `+491529${String(index).padStart(7, '0')}`,
    }));
    const finished: string[] = [];
    const listed = bring(rows).then(() => finished.push('list'));
    const from = newCustomer();
    await write(from, 'STOP');
    finished.push('STOP');
    await listed;
    expect(finished).toEqual(['STOP', 'list']);
  });

  test('names a version that is not kept as unproven, once texts are kept here', async () => {
    const other = await startTestGateway();
    try {
      await other.call('PUT', '/v1/consent/texts/v8/de', { body: { text: 'Ja, gern.' } });
      const rows = [
        { contact: '+4915112345601', textVersion: 'v7' },
        { contact: '+4915112345602', textVersion: 'v8', language: 'de' },
      ];
      const { items } = (
        await other.call('POST', '/v1/consent/import', {
          body: { source: 'CRM', occurredAt: '2024-05-01T10:00:00Z', rows },
        })
      ).body;
      expect(items).toMatchObject([
        { status: 'unproven', reason: expect.stringContaining('/v1/consent/texts/') },
        { status: 'recorded' },
      ]);
    } finally {
      await other.close();
    }
  });
});

test('An old list with 1,000 erased people in all variants of their numbers: 0 get through', async () => {
  const people = Array.from({ length: 1000 }, (_, index) => variants(index));
  // Every tenth was a contact and is erased by the API; the others are on the list from erasures long ago.
  const contacts = people.filter((_, index) => index % 10 === 0).map(([number]) => ({ contact: number }));
  const { items } = (await bring(contacts)).body;
  await Promise.all(items.map(erase));
  const { runtime } = gateway;
  await runtime.store.write(async (tx) => {
    for (const [value = ''] of people)
      await suppress(tx, runtime, [{ kind: 'phone', value }], new Date(), 'erased');
  });
  const list = people.flatMap((spellings) => spellings.map((contact) => ({ contact })));
  expect(list.length).toBeGreaterThan(2000);
  const { totals } = (await bring(list)).body;
  expect(totals).toMatchObject({ recorded: 0, unproven: 0 });
  expect(totals.suppressed + totals.rejected).toBe(list.length);
  expect(totals.suppressed).toBeGreaterThanOrEqual(list.length - 250);
  const known = await gateway.runtime.store.read
    .selectFrom('identity')
    .innerJoin('contact', 'contact.id', 'identity.contact_id')
    .select('identity.value')
    .where('identity.value', 'like', '%7700%')
    .execute();
  expect(known).toEqual([]);
});

async function erase({ contactId }: { readonly contactId: string }): Promise<void> {
  const answer = await gateway.call('DELETE', `/v1/contacts/${contactId}`);
  expect(answer.status).toBe(200);
}

// A person's number as lists have it: with and without the digits that Brazil, Argentina and Mexico put in, and spaced.
function variants(index: number): string[] {
  const three = String(index).padStart(3, '0');
  switch (index % 4) {
    case 0:
      return [`+49151${`7700${three}`.padEnd(8, '1')}`, `+49 151 ${`7700${three}`.padEnd(8, '1')}`];
    case 1:
      return [`+55119${`7700${three}0`}`, `+5511${`7700${three}0`}`, `+55 11 9 7700 ${three}0`];
    case 2:
      return [`+54911${`7700${three}0`}`, `+5411${`7700${three}0`}`, `+54 9 11 7700-${three}0`];
    default:
      return [`+525577${`00${three}0`.padStart(6, '0')}`, `+5215577${`00${three}0`.padStart(6, '0')}`];
  }
}
