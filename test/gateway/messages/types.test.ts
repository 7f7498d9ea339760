import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { eventually, eventuallyHolds } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

type Json = Record<string, unknown>;

// The sandbox is Meta's side: strict about every field, and its statuses come back as signed webhooks.
let sandbox: RunningSandbox;
let gateway: TestGateway;
const phone = '+4915112345678';
let inbound: { id: string; wamid: string };
let people = 10;

beforeAll(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/nobody-yet' });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
  const subscribed = await toSandbox('POST', `/v25.0/${testValues.accountId}/subscribed_apps`, {
    override_callback_uri: `${gateway.url}/webhooks/whatsapp`,
    verify_token: testValues.verifyToken,
  });
  expect(subscribed).toMatchObject({ success: true });
  inbound = await written(phone, { type: 'text', text: 'Hallo' });
});
afterAll(async () => {
  await gateway?.close();
  await sandbox?.close();
});

async function toSandbox(method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    headers: {
      authorization: `Bearer ${testValues.accessToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Json;
}

/** The customer writes; gives the message once the gateway has it. */
async function written(from: string, message: Json): Promise<typeof inbound> {
  const { wamid } = await toSandbox('POST', `/sandbox/customers/${from}/messages`, message);
  return eventually(async () => {
    const { body } = await gateway.call('GET', '/v1/messages?limit=200');
    return body.items.find((item: Json) => item.wamid === wamid);
  }, 'the customer’s message has arrived');
}

const send = (content: unknown, more: Json = {}) =>
  gateway.call('POST', '/v1/messages', { body: { to: phone, content, ...more } });

/** Sends, and gives the message once WhatsApp has it and what the customer's phone shows of it. */
async function sent(content: unknown): Promise<{ message: Json; shown: Json | undefined }> {
  const answer = await send(content);
  expect(answer).toMatchObject({ status: 202, body: { status: 'queued' } });
  const { body: message } = await gateway.call('GET', `/v1/messages/${answer.body.id}?wait=15&until=sent`);
  const { messages } = (await toSandbox('GET', `/sandbox/customers/${phone}/messages`)) as {
    messages: { wamid: string }[];
  };
  return { message, shown: messages.find(({ wamid }) => wamid === message.wamid) };
}

const link = 'https://cdn.example.com/file';
const card = { name: { formattedName: 'Erika Muster' }, phones: [{ phone: '+49 151 12345678' }] };
const sections = [{ rows: [{ id: 'mo', title: 'Montag' }] }];

const rows: [string, Json, Json][] = [
  ['text', { type: 'text', text: 'Guten Tag', previewUrl: true }, { type: 'text', text: 'Guten Tag' }],
  ['image', { type: 'image', link, caption: 'Da' }, { type: 'image', text: 'Da' }],
  ['audio', { type: 'audio', link, voice: true }, { type: 'audio' }],
  ['video', { type: 'video', link, caption: 'Da' }, { type: 'video', text: 'Da' }],
  ['document', { type: 'document', link, filename: 'a.pdf' }, { type: 'document' }],
  ['sticker', { type: 'sticker', link }, { type: 'sticker' }],
  [
    'location',
    { type: 'location', latitude: 52.5, longitude: 13.4, name: 'Laden', address: 'Musterweg 1' },
    { type: 'location', text: 'Laden, Musterweg 1' },
  ],
  ['contacts', { type: 'contacts', contacts: [card] }, { type: 'contacts', text: 'Erika Muster' }],
  [
    'buttons',
    { type: 'buttons', body: 'Passt es?', buttons: [{ id: 'yes', title: 'Ja' }], footer: 'Muster GmbH' },
    { type: 'interactive', text: 'Passt es?', buttons: [{ text: 'Ja', payload: 'yes' }] },
  ],
  [
    'list',
    { type: 'list', body: 'Wann?', button: 'Tage', sections, header: { type: 'text', text: 'Termin' } },
    { type: 'interactive', text: 'Wann?', list: { button: 'Tage', sections } },
  ],
  [
    'link',
    { type: 'link', body: 'Ihr Konto', button: 'Öffnen', url: 'https://example.com/konto' },
    { type: 'interactive', text: 'Ihr Konto', buttons: [{ url: 'https://example.com/konto' }] },
  ],
  [
    'flow',
    { type: 'flow', body: 'Rückgabe', button: 'Los', flowId: '12', screen: 'START', data: { order: '1' } },
    { type: 'interactive', text: 'Rückgabe', buttons: [{ text: 'Los' }] },
  ],
  [
    'location_request',
    { type: 'location_request', body: 'Wo sind Sie?' },
    { type: 'interactive', text: 'Wo sind Sie?' },
  ],
  [
    'contact_request',
    { type: 'contact_request', body: 'Wie lautet Ihre Nummer?' },
    { type: 'interactive', text: 'Wie lautet Ihre Nummer?' },
  ],
  [
    'raw',
    {
      type: 'raw',
      message: {
        type: 'interactive',
        interactive: {
          type: 'call_permission_request',
          body: { text: 'Dürfen wir anrufen?' },
          action: { name: 'call_permission_request' },
        },
      },
    },
    { type: 'interactive', text: 'Dürfen wir anrufen?' },
  ],
  [
    'template',
    { type: 'template', name: 'conversation_reply', language: 'de', variables: { first_name: 'Erika' } },
    { type: 'template' },
  ],
];

describe('A message of every type', () => {
  test.each(rows)(
    '%s is accepted by WhatsApp and shown to the customer',
    async (_type, content, expected) => {
      const { message, shown } = await sent(content);
      expect(message).toMatchObject({ error: null, content });
      expect(message.status).toMatch(/^(sent|delivered|read)$/);
      expect(shown).toMatchObject(expected);
    },
  );

  test('is delivered, for WhatsApp finds nothing wrong with it afterwards either', async () => {
    await eventuallyHolds(async () => {
      const { body } = await gateway.call('GET', '/v1/messages?limit=200');
      const outbound = body.items.filter(({ direction }: Json) => direction === 'outbound');
      const states = outbound.map((message: { content: Json; status: string }) => [
        message.content.type,
        message.status,
      ]);
      expect(states).toEqual(rows.map(([type]) => [type, 'delivered']));
    }, 'every message is delivered');
  });
});

describe('A reaction', () => {
  test('to the customer’s message is shown on it, and is taken back by an empty one', async () => {
    for (const emoji of ['👍', '']) {
      const { message, shown } = await sent({ type: 'reaction', message: inbound.id, emoji });
      expect(message).toMatchObject({ error: null, status: 'sent' });
      expect(shown).toMatchObject({ type: 'reaction', text: emoji, reactsTo: inbound.wamid });
    }
  });

  test('to a message of ours goes by its id too', async () => {
    const { message } = await sent({ type: 'text', text: 'Gern geschehen' });
    const { shown } = await sent({ type: 'reaction', message: message.id, emoji: '🎉' });
    expect(shown).toMatchObject({ reactsTo: message.wamid });
  });

  test('is bound to the window like every free-form message', async () => {
    const stranger = '+4915112345679';
    const theirs = await written(stranger, { type: 'text', text: 'Gestern', ageHours: 25 });
    const content = { type: 'reaction', message: theirs.id, emoji: '👍' };
    const answer = await gateway.call('POST', '/v1/messages', { body: { to: stranger, content } });
    expect(answer.body).toMatchObject({ status: 422, code: 'WINDOW_CLOSED' });
    const elsewhere = await send(content);
    expect(elsewhere.body).toMatchObject({
      status: 422,
      errors: [{ path: 'content.message', message: expect.stringContaining('in this conversation') }],
    });
  });

  test('to a message that is deleted, or older than 30 days, is refused by the name of the field', async () => {
    const deleted = await written(phone, { type: 'text', text: 'Vertippt' });
    await toSandbox('POST', `/sandbox/customers/${phone}/messages`, {
      type: 'revoke',
      replyTo: deleted.wamid,
    });
    await eventually(async () => {
      return (await gateway.call('GET', `/v1/messages/${deleted.id}`)).body.revokedAt;
    }, 'the message is deleted');
    const old = await written('+4915112345680', { type: 'text', text: 'Im Mai', ageHours: 24 * 31 });
    for (const [to, id, words] of [
      [phone, deleted.id, 'has been deleted'],
      ['+4915112345680', old.id, 'older than 30 days'],
    ]) {
      const content = { type: 'reaction', message: id, emoji: '👍' };
      const answer = await gateway.call('POST', '/v1/messages', { body: { to, content } });
      expect(answer.body).toMatchObject({
        status: 422,
        errors: [{ path: 'content.message', message: expect.stringContaining(String(words)) }],
      });
    }
  });

  test.each([
    ['a message that is not there', () => 'msg_nobody', 'there is no message'],
    ['a wamid', () => 'wamid.HBgN', 'there is no message'],
  ])('to %s is refused by the name of the field', async (_what, id, words) => {
    for (const path of ['/v1/messages', '/v1/messages/check']) {
      const body = { to: phone, content: { type: 'reaction', message: id(), emoji: '👍' } };
      const answer = await gateway.call('POST', path, { body });
      expect(answer.body).toMatchObject({
        status: 422,
        errors: [{ path: 'content.message', message: expect.stringContaining(words) }],
      });
    }
  });

  test('to a reaction, or to what is not sent yet, is refused by the name of the field', async () => {
    const { message } = await sent({ type: 'reaction', message: inbound.id, emoji: '👍' });
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = (await send({ type: 'text', text: 'Später' }, { sendAt })).body;
    for (const [id, words] of [
      [message.id, 'is a reaction itself'],
      [waiting.id, 'does not know that message'],
    ])
      expect((await send({ type: 'reaction', message: id, emoji: '👍' })).body).toMatchObject({
        status: 422,
        errors: [{ path: 'content.message', message: expect.stringContaining(String(words)) }],
      });
    const changed = await gateway.call('PATCH', `/v1/messages/${waiting.id}`, {
      body: { content: { type: 'reaction', message: message.id, emoji: '👍' } },
    });
    expect(changed.body).toMatchObject({ status: 422, errors: [{ path: 'content.message' }] });
    await gateway.call('POST', `/v1/messages/${waiting.id}/cancel`);
  });
});

test.each([
  ['a list', (body: string) => ({ type: 'list', body, button: 'Tage', sections })],
  ['a link', (body: string) => ({ type: 'link', body, button: 'Öffnen', url: 'https://example.com' })],
  ['a raw message', (body: string) => ({ type: 'raw', message: { type: 'text', text: { body } } })],
])('%s from an AI says so in its body, or is refused', async (_what, contentWith) => {
  const to = `+49151200000${people++}`;
  await written(to, { type: 'text', text: 'Hallo' });
  const { aiDisclosure } = (await gateway.call('GET', '/v1/business')).body;
  const say = (words: string) =>
    gateway.call('POST', '/v1/messages', {
      body: { to, content: contentWith(words), sentBy: { tool: 'n8n', kind: 'ai' } },
    });
  expect((await say('Wann passt es?')).body).toMatchObject({ status: 422, code: 'AI_DISCLOSURE_MISSING' });
  expect(await say(`${aiDisclosure} Wann passt es?`)).toMatchObject({ status: 202 });
});
