import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
let people: ReturnType<typeof customers>;
let attesting: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  people = customers(gateway);
  attesting = await gateway.makeKey(['consent:write', 'consent:attest'], { name: 'branch office' });
});
afterAll(() => gateway.close());

const agreed = {
  purpose: 'marketing',
  method: 'web_form',
  source: 'newsletter form',
  textVersion: 'v7',
  language: 'de',
};
const append = (body: object, more: { key?: string; headers?: Record<string, string> } = {}) =>
  gateway.call('POST', '/v1/consent', { body, ...more });
const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();

describe('an entry of the ledger', () => {
  test('for an unknown phone number makes the contact', async () => {
    const contact = people.next();
    const answer = await append({ ...agreed, contact, action: 'grant', evidence: { form: 'f1' } });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      event: {
        ...agreed,
        action: 'grant',
        proven: false,
        evidence: { form: 'f1' },
        recordedBy: { tool: 'api' },
      },
      state: { marketing: { state: 'granted', eventId: answer.body.id }, utility: { state: 'none' } },
    });
    const found = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(contact)}`);
    expect(found.body.items).toMatchObject([
      { id: answer.body.contactId, consent: { marketing: { state: 'granted' } } },
    ]);
  });

  test('tells consent.changed with the contact as it is then', async () => {
    const { body } = await append({ ...agreed, contact: people.next(), action: 'grant' });
    const { events } = (await gateway.call('GET', '/v1/events?types=consent.changed&limit=1000')).body;
    const { data } = events.at(-1);
    expect(data.event).toEqual(body.event);
    expect(data.contact).toMatchObject({ id: body.contactId, consent: { marketing: { state: 'granted' } } });
  });

  test('more than five minutes ahead is refused, four are not', async () => {
    const contact = people.next();
    const ahead = await append({ ...agreed, contact, action: 'grant', occurredAt: minutes(6) });
    expect(ahead.body).toMatchObject({ status: 422, errors: [{ path: 'occurredAt' }] });
    expect((await append({ ...agreed, contact, action: 'grant', occurredAt: minutes(4) })).status).toBe(201);
  });

  test.each([
    ['a grant without method', { action: 'grant', source: 'x' }, 'method'],
    ['a request without source', { action: 'request', method: 'agent' }, 'source'],
    ['a grant for all purposes', { action: 'grant', purpose: 'all', method: 'api', source: 'x' }, 'purpose'],
    ['an action that does not exist', { action: 'agree', method: 'api', source: 'x' }, 'action'],
    ['a method that does not exist', { action: 'grant', method: 'telepathy', source: 'x' }, 'method'],
  ])('%s is refused by the name of the field', async (_what, wrong, path) => {
    const answer = await append({ contact: people.next(), purpose: 'marketing', ...wrong });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path }] });
  });

  test('a withdrawal needs neither method nor source, and takes everything when it says all', async () => {
    const contact = people.next();
    await append({ ...agreed, contact, action: 'grant', occurredAt: minutes(-10) });
    const { body } = await append({ contact, purpose: 'all', action: 'withdraw' });
    expect(body.state).toMatchObject({ marketing: { state: 'withdrawn' }, utility: { state: 'withdrawn' } });
  });
});

describe('the same entry again', () => {
  test('under the same external id of the same tool is the first one', async () => {
    const contact = people.next();
    const body = {
      ...agreed,
      contact,
      action: 'grant',
      externalId: 'sf-1',
      recordedBy: { tool: 'salesforce' },
    };
    const first = await append(body);
    const again = await append({ ...body, source: 'told differently' });
    expect(again.status).toBe(201);
    expect(again.body.event).toEqual(first.body.event);
    expect(first.body.event.externalId).toBe('sf-1');
    const other = await append({ ...body, recordedBy: { tool: 'hubspot' } });
    expect(other.body.id).not.toBe(first.body.id);
  });

  test.each([
    ['another action', { action: 'withdraw' }],
    ['another purpose', { purpose: 'utility' }],
    ['another person', { contact: '+4915199887711' }],
  ])(
    'under the external id of an entry about %s is refused, so that no withdrawal gets lost',
    async (_what, change) => {
      const externalId = `crm-${people.next()}`;
      const body = { ...agreed, contact: people.next(), action: 'grant', externalId };
      const first = await append(body);
      const other = await append({ ...body, ...change });
      expect(other.body).toMatchObject({ status: 409, code: 'EXTERNAL_ID_TAKEN' });
      expect(other.body.detail).toContain(first.body.id);
      const { events } = (await gateway.call('GET', `/v1/contacts/${first.body.contactId}/consent`)).body;
      expect(events).toHaveLength(1);
      const stranger = await gateway.call('GET', '/v1/contacts?identity=%2B4915199887711');
      expect(stranger.body.items).toEqual([]);
    },
  );

  test('under the same Idempotency-Key is answered as the first time; another one is refused', async () => {
    const body = { ...agreed, contact: people.next(), action: 'grant' };
    const headers = { 'idempotency-key': 'form-4711' };
    const first = await append(body, { headers });
    expect((await append(body, { headers })).body).toEqual(first.body);
    const other = await append({ ...body, purpose: 'utility' }, { headers });
    expect(other.body).toMatchObject({ status: 409, code: 'IDEMPOTENCY_CONFLICT' });
    const { events } = (await gateway.call('GET', `/v1/contacts/${first.body.contactId}/consent`)).body;
    expect(events).toHaveLength(1);
  });
});

describe('a confirm', () => {
  test('without proof is kept, but counts as a grant only', async () => {
    const { body } = await append({ ...agreed, contact: people.next(), action: 'confirm' });
    expect(body).toMatchObject({
      event: { action: 'confirm', proven: false },
      state: { marketing: { state: 'granted' } },
    });
  });

  test('with a stored message of that person counts, at the moment Meta gives it', async () => {
    const customer = await people.writes(people.next(), 'Ja, gerne', new Date(Date.now() - 3_600_000));
    const { body } = await append({
      ...agreed,
      contact: customer.phone,
      action: 'confirm',
      method: 'chat_word',
      occurredAt: minutes(0),
      evidence: { messageId: customer.messageId },
    });
    const { body: message } = await gateway.call('GET', `/v1/messages/${customer.messageId}`);
    expect(body.event).toMatchObject({
      proven: true,
      occurredAt: message.createdAt,
      evidence: { messageId: customer.messageId, wamid: customer.wamid, text: 'Ja, gerne' },
    });
    expect(body.state.marketing).toMatchObject({ state: 'confirmed', since: message.createdAt });
  });

  test('with a message that is older than the withdrawal does not undo it', async () => {
    const customer = await people.writes(people.next(), 'Ja', new Date(Date.now() - 3_600_000));
    await append({
      contact: customer.phone,
      purpose: 'marketing',
      action: 'withdraw',
      method: 'agent',
      source: 'call',
    });
    const confirm = {
      ...agreed,
      contact: customer.phone,
      action: 'confirm',
      evidence: { messageId: customer.messageId },
    };
    expect((await append(confirm)).body.state.marketing.state).toBe('withdrawn');
  });

  test.each([
    ['somebody else’s message', async () => (await people.whoWrote()).messageId],
    ['a message that does not exist', async () => 'msg_none'],
    ['something that is no id', async () => 5],
  ])('with %s is refused by the name of the field', async (_what, messageId) => {
    const { phone } = await people.whoWrote();
    const body = { ...agreed, contact: phone, action: 'confirm', evidence: { messageId: await messageId() } };
    expect((await append(body)).body).toMatchObject({
      status: 422,
      errors: [{ path: 'evidence.messageId' }],
    });
  });

  test('from a key that may attest counts, and names the key', async () => {
    const { body } = await append(
      { ...agreed, contact: people.next(), action: 'confirm', method: 'paper' },
      { key: attesting },
    );
    expect(body.event).toMatchObject({
      proven: true,
      evidence: { attestedBy: 'branch office' },
      recordedBy: { name: 'branch office' },
    });
    expect(body.state.marketing.state).toBe('confirmed');
  });

  test('by an import lifts no opt-out, even when it is attested', async () => {
    const contact = people.next();
    await append({ contact, purpose: 'marketing', action: 'object' });
    const body = { ...agreed, contact, action: 'confirm', method: 'import' };
    expect((await append(body, { key: attesting })).body.state.marketing.state).toBe('objected');
  });
});

describe('who recorded it', () => {
  test('a key that belongs to a tool speaks for that tool alone', async () => {
    const key = await gateway.makeKey(['consent:write'], { tool: 'salesforce' });
    const body = { ...agreed, contact: people.next(), action: 'grant' };
    const other = await append({ ...body, recordedBy: { tool: 'slack' } }, { key });
    expect(other.body).toMatchObject({ status: 422, errors: [{ path: 'recordedBy.tool' }] });
    const own = await append({ ...body, recordedBy: { actor: '005xx', name: 'Anna' } }, { key });
    expect(own.body.event.recordedBy).toEqual({ tool: 'salesforce', actor: '005xx', name: 'Anna' });
  });
});

describe('a person’s ledger', () => {
  test('is told as it is now, and as it was known at a past time', async () => {
    const contact = people.next();
    const { body: granted } = await append({
      ...agreed,
      contact,
      action: 'grant',
      occurredAt: minutes(-120),
    });
    const between = granted.event.recordedAt;
    await append({ contact, purpose: 'marketing', action: 'withdraw', occurredAt: minutes(-60) });
    const path = `/v1/contacts/${granted.contactId}/consent`;
    const now = (await gateway.call('GET', path)).body;
    expect(now).toMatchObject({ state: { marketing: { state: 'withdrawn' } }, chain: { valid: true } });
    expect(now.events.map((event: { action: string }) => event.action)).toEqual(['grant', 'withdraw']);
    expect(now.chain.head).toBe(now.events[1].hash);
    const then = (await gateway.call('GET', `${path}?at=${encodeURIComponent(between)}`)).body;
    expect(then).toMatchObject({ state: { marketing: { state: 'granted' } } });
    expect(then.events).toHaveLength(1);
    const before = (await gateway.call('GET', `${path}?at=2020-01-01T00:00:00Z`)).body;
    expect(before).toMatchObject({ state: { marketing: { state: 'none' } }, events: [] });
  });
});
