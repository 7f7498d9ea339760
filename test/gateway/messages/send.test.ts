import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

describe('A send request', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const send = (body: unknown, headers: Record<string, string> = {}) =>
    gateway.call('POST', '/v1/messages', { body, headers });
  const text = (words: string) => ({ type: 'text', text: words });
  const arrived = (id: string) => graph.received.filter((message) => message.id === id);

  test('that answers a customer is accepted with its decision, and reaches WhatsApp once', async () => {
    const { phone } = await people.whoWrote();
    const answer = await send({ to: phone, content: text('Ihr Paket ist unterwegs.') });
    expect(answer).toMatchObject({
      status: 202,
      body: {
        status: 'queued',
        decision: { verdict: 'send', code: 'SERVICE_REPLY', window: { open: true } },
      },
    });
    const id: string = answer.body.id;
    const message = await gateway.call('GET', `/v1/messages/${id}?wait=10&until=sent`);
    expect(message.body).toMatchObject({ status: 'sent', purpose: 'service', error: null });
    expect(arrived(id)).toMatchObject([
      { to: phone.slice(1), body: { type: 'text', text: { body: 'Ihr Paket ist unterwegs.' } } },
    ]);
    expect(message.body.wamid).toBe(arrived(id)[0]?.wamid);
  });

  test('to somebody who never wrote is refused in words, and leaves nothing behind', async () => {
    const phone = people.next();
    const answer = await send({ to: phone, content: text('Guten Tag') });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'NO_CONSENT', decision: { verdict: 'blocked', code: 'NO_CONSENT' } },
    });
    expect(answer.body.reason).toBe(answer.body.decision.reason);
    const contacts = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`);
    expect(contacts.body.items).toEqual([]);
  });

  test('to somebody without a phone number goes to the BSUID', async () => {
    const userId = 'DE.1349876543210';
    const consent = {
      contact: { userId },
      purpose: 'utility',
      action: 'grant',
      method: 'web_form',
      source: 'shop',
    };
    expect((await gateway.call('POST', '/v1/consent', { body: consent })).status).toBe(201);
    const variables = { first_name: 'Erika', order_number: 'A-1' };
    const content = { type: 'template', name: 'order_update', language: 'de', variables };
    const answer = await send({ to: { userId }, content });
    expect(answer).toMatchObject({ status: 202, body: { decision: { code: 'UTILITY_BASIS' } } });
    const message = await gateway.call('GET', `/v1/messages/${answer.body.id}?wait=10`);
    expect(message.body).toMatchObject({ status: 'sent', purpose: 'utility' });
    const { body } = arrived(answer.body.id)[0] ?? {};
    expect(body).toMatchObject({ recipient: userId, type: 'template' });
    expect(body).not.toHaveProperty('to');
  });

  test('is refused in the language of its reader', async () => {
    const { phone } = await people.whoWrote({ hoursAgo: 25 });
    const german = await send({ to: phone, content: text('Hallo') }, { 'accept-language': 'de-DE' });
    expect(german.body.reason).toContain('24 Stunden');
    const english = await send({ to: phone, content: text('Hallo') }, { 'accept-language': 'en' });
    expect(english.body.reason).toContain('24 hours');
  });

  test('of an automation that is refused in a conversation is shown to its people', async () => {
    const customer = await people.whoWrote({ hoursAgo: 25 });
    const body = { to: customer.phone, content: text('Noch da?'), sentBy: { tool: 'n8n' } };
    expect(await send(body)).toMatchObject({ status: 422, body: { code: 'WINDOW_CLOSED' } });
    const conversation = await gateway.call('GET', `/v1/conversations/${customer.conversationId}`);
    expect(conversation.body.lastRefusal).toMatchObject({
      code: 'WINDOW_CLOSED',
      sentBy: { tool: 'n8n', kind: 'automation' },
    });
  });

  test.each([
    ['a phone number without its country', { to: '0151 2345678' }, 'to'],
    ['a malformed BSUID', { to: { userId: 'nobody' } }, 'to.userId'],
    ['an unknown contact', { to: { contactId: 'ctc_0' } }, 'to.contactId'],
    ['an unknown conversation', { to: { conversationId: 'cnv_0' } }, 'to.conversationId'],
    ['an unknown number', { from: '1' }, 'from'],
    ['a moment in the past', { sendAt: '2020-01-01T00:00:00Z' }, 'sendAt'],
    ['a moment more than a year ahead', { sendAt: '2099-01-01T00:00:00Z' }, 'sendAt'],
    [
      'a hold that is over',
      { ifWindowClosed: { then: 'hold', until: '2020-01-01T00:00:00Z' } },
      'ifWindowClosed.until',
    ],
    [
      'a hold without end',
      { ifWindowClosed: { then: 'hold', until: '2099-01-01T00:00:00Z' } },
      'ifWindowClosed.until',
    ],
    ['a quote of nothing', { quote: 'msg_0' }, 'quote'],
    ['an unknown last message', { ifLast: 'msg_0' }, 'ifLast'],
  ])('with %s is refused by the name of the field', async (_, part, path) => {
    const { phone } = await people.known();
    const answer = await send({ to: phone, content: text('Hallo'), ...part });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test('with one Idempotency-Key is answered alike however often and at once it comes', async () => {
    const { phone } = await people.whoWrote();
    const body = { to: phone, content: text('Einmal') };
    const headers = { 'idempotency-key': 'order-4711' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(body, headers)));
    const [first] = answers;
    expect(first?.status).toBe(202);
    for (const answer of answers) expect(answer).toEqual({ ...first, headers: answer.headers });
    await gateway.call('GET', `/v1/messages/${first?.body.id}?wait=10`);
    expect((await send(body, headers)).body).toEqual(first?.body);
    expect(graph.received.filter(({ body: sent }) => sent.text?.body === 'Einmal')).toHaveLength(1);
    const other = await send({ ...body, content: text('Zweimal') }, headers);
    expect(other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_CONFLICT' } });
    const long = await send(body, { 'idempotency-key': 'x'.repeat(201) });
    expect(long).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
  });

  test('that was refused may be tried again under the same Idempotency-Key', async () => {
    const phone = people.next();
    const body = { to: phone, content: text('Jetzt aber') };
    const headers = { 'idempotency-key': 'try-again' };
    expect((await send(body, headers)).status).toBe(422);
    await people.writes(phone);
    expect((await send(body, headers)).status).toBe(202);
  });

  test('with a key of another caller does not meet the first one', async () => {
    const { phone } = await people.whoWrote();
    const key = await gateway.makeKey(['messages:send']);
    const headers = { 'idempotency-key': 'shared-by-chance' };
    const body = { to: phone, content: text('Hallo') };
    const mine = await send(body, headers);
    const theirs = await gateway.call('POST', '/v1/messages', { body, headers, key });
    expect(theirs.status).toBe(202);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('speaks for its key: the tool, the numbers and the number of sends a day', async () => {
    const { phone } = await people.whoWrote();
    const key = await gateway.makeKey(['messages:send', 'messages:read'], { tool: 'slack', sendsPerDay: 2 });
    const body = { to: phone, content: text('Hallo') };
    const call = (more: object = {}) =>
      gateway.call('POST', '/v1/messages', { body: { ...body, ...more }, key });
    expect(await call({ sentBy: { tool: 'n8n' } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'sentBy.tool' }] },
    });
    const first = await call();
    const message = await gateway.call('GET', `/v1/messages/${first.body.id}`);
    expect(message.body.sentBy).toEqual({ tool: 'slack', kind: 'automation', actor: null, name: null });
    expect((await call()).status).toBe(202);
    const third = await call();
    expect(third).toMatchObject({ status: 429, body: { code: 'DAILY_LIMIT' } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);

    const elsewhere = await gateway.makeKey(['messages:send'], { numbers: [await gateway.otherNumber()] });
    const forbidden = await gateway.call('POST', '/v1/messages', {
      body: { ...body, from: testValues.numberId },
      key: elsewhere,
    });
    expect(forbidden).toMatchObject({ status: 403, body: { code: 'FORBIDDEN_NUMBER' } });
  });

  test('that quotes a message of the conversation carries its WhatsApp id', async () => {
    const customer = await people.whoWrote();
    const answer = await send({ to: customer.phone, content: text('Dazu'), quote: customer.messageId });
    await gateway.call('GET', `/v1/messages/${answer.body.id}?wait=10`);
    expect(arrived(answer.body.id)[0]?.body.context).toEqual({ message_id: customer.wamid });
  });

  test('with ifLast is refused once somebody has answered, and not because the customer wrote on', async () => {
    const customer = await people.whoWrote();
    await people.writes(customer.phone);
    const body = { to: customer.phone, content: text('Antwort'), ifLast: customer.messageId };
    expect((await send(body)).status).toBe(202);
    expect(await send(body)).toMatchObject({ status: 409, body: { code: 'ANSWERED_MEANWHILE' } });
  });

  test('keeps the links of its tool, and takes nobody else’s', async () => {
    const { phone } = await people.whoWrote();
    const links = [{ tool: 'slack', key: 'T1:C2:1763800000.000100', part: 0 }];
    const first = await send({ to: phone, content: text('Eins'), links });
    const message = await gateway.call('GET', `/v1/messages/${first.body.id}`);
    expect(message.body.links).toEqual(links);
    expect(await send({ to: phone, content: text('Zwei'), links })).toMatchObject({
      status: 409,
      body: { code: 'LINK_TAKEN' },
    });
  });

  test('of a person takes the conversation: automations are silent until it is released', async () => {
    const customer = await people.whoWrote();
    const byHand = {
      to: customer.phone,
      content: text('Ich kümmere mich.'),
      sentBy: { tool: 'slack', kind: 'person', actor: 'U024BE7LH', name: 'Anna' },
    };
    expect((await send(byHand)).status).toBe(202);
    const robot = { to: customer.phone, content: text('Automatisch') };
    const refused = await send(robot);
    expect(refused).toMatchObject({ status: 422, body: { code: 'TAKEN_BY_PERSON' } });
    expect(refused.body.reason).toContain('Anna');
    const conversation = await gateway.call('GET', `/v1/conversations/${customer.conversationId}`);
    expect(conversation.body).toMatchObject({ unanswered: false });
    expect(conversation.body.takenUntil).not.toBeNull();
    await gateway.call('POST', `/v1/conversations/${customer.conversationId}/release`);
    expect((await send(robot)).status).toBe(202);
  });

  test('of an AI must say so first, and only once', async () => {
    const { phone } = await people.whoWrote();
    const { body: business } = await gateway.call('GET', '/v1/business');
    const say = (words: string) => send({ to: phone, content: text(words), sentBy: { kind: 'ai' } });
    expect(await say('Hallo')).toMatchObject({ status: 422, body: { code: 'AI_DISCLOSURE_MISSING' } });
    expect((await say(`Hallo! ${business.aiDisclosure}`)).status).toBe(202);
    expect((await say('Noch etwas?')).status).toBe(202);
  });

  test('finds no way past the emergency stop, neither accepted nor queued', async () => {
    const { phone } = await people.whoWrote();
    graph.behave = ({ to }) => (to === phone.slice(1) ? { reject: 130429 } : undefined);
    const throttled = await send({ to: phone, content: text('Gleich') });
    await eventually(() => arrived(throttled.body.id).length === 1, 'the first try has reached WhatsApp');
    await gateway.call('PATCH', `/v1/numbers/${testValues.numberId}`, { body: { stopped: true } });
    expect(await send({ to: phone, content: text('Jetzt') })).toMatchObject({
      status: 422,
      body: { code: 'KILL_SWITCH' },
    });
    const queued = await gateway.call('GET', `/v1/messages/${throttled.body.id}?wait=20`);
    expect(queued.body).toMatchObject({ status: 'failed', error: { source: 'policy', code: 'KILL_SWITCH' } });
    expect(arrived(throttled.body.id)).toHaveLength(1);
    await gateway.call('PATCH', `/v1/numbers/${testValues.numberId}`, { body: { stopped: false } });
    graph.behave = () => undefined;
  });
});
