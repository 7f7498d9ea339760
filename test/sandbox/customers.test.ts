import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

/** Writes as the customer and answers the message of the webhook. */
async function write(body: Record<string, unknown>, phone = PHONE) {
  const answer = await sandbox.customer('messages', body, phone);
  expect(answer).toMatchObject({ status: 200, body: { wamid: expect.stringMatching(/^wamid\./) } });
  return until(() => sandbox.receiver.messages().find(({ id }) => id === answer.body.wamid), 'the webhook');
}

const media = {
  id: expect.stringMatching(/^\d{15}$/),
  sha256: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
  url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/whatsapp_business\/attachments\/\?mid=/),
};

describe('a customer who writes', () => {
  test('a text, with a name, dated back', async () => {
    const before = Math.floor(Date.now() / 1000) - 25 * 3600;
    const message = await write({ type: 'text', text: 'Hallo', name: 'Erika', ageHours: 25 });
    expect(message).toEqual({
      from: PHONE,
      from_user_id: expect.stringMatching(/^DE\.\d+$/),
      id: expect.any(String),
      timestamp: expect.any(String),
      type: 'text',
      text: { body: 'Hallo' },
    });
    expect(Number(message.timestamp) - before).toBeLessThan(5);
    expect(Number(message.timestamp) - before).toBeGreaterThanOrEqual(0);
    expect(sandbox.receiver.values()[0]?.contacts).toEqual([
      { profile: { name: 'Erika' }, wa_id: PHONE, user_id: message.from_user_id },
    ]);
  });

  test.each([
    [
      'an image',
      { type: 'image', caption: 'Kaputt' },
      { image: { ...media, mime_type: 'image/png', caption: 'Kaputt' } },
    ],
    ['a video', { type: 'video' }, { video: { ...media, mime_type: 'video/mp4' } }],
    [
      'a document',
      { type: 'document', filename: 'Brief.pdf' },
      { document: { ...media, mime_type: 'application/pdf', filename: 'Brief.pdf' } },
    ],
    [
      'a voice message',
      { type: 'audio', voice: true },
      { audio: { ...media, mime_type: 'audio/amr', voice: true } },
    ],
    ['a sticker', { type: 'sticker' }, { sticker: { ...media, mime_type: 'image/webp', animated: false } }],
    [
      'a location',
      { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Tor' } },
      { location: { latitude: 52.5, longitude: 13.4, name: 'Tor' } },
    ],
    [
      'a contact',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Max' } }] },
      { contacts: [{ name: { formatted_name: 'Max' } }] },
    ],
    [
      'an order',
      {
        type: 'order',
        order: {
          catalog_id: '1',
          text: '',
          product_items: [{ product_retailer_id: 'x', quantity: 1, item_price: 5, currency: 'EUR' }],
        },
      },
      { order: { catalog_id: '1', product_items: [{ quantity: 1 }] } },
    ],
    [
      'something unsupported',
      { type: 'unsupported', kind: 'poll_creation' },
      { errors: [{ code: 131051 }], unsupported: { type: 'poll_creation' } },
    ],
  ])('%s', async (_case, body, expected) => {
    expect(await write(body)).toMatchObject({ type: body.type, ...expected });
  });

  test('a reaction, and takes it back', async () => {
    const wamid = wamidOf(await sandbox.send({ type: 'text', text: { body: 'Passt das?' } }));
    expect(await write({ type: 'reaction', emoji: '👍', replyTo: wamid })).toMatchObject({
      type: 'reaction',
      reaction: { message_id: wamid, emoji: '👍' },
    });
    const back = await write({ type: 'reaction', emoji: '', replyTo: wamid });
    expect(back.reaction).toEqual({ message_id: wamid });
    expect(back).not.toHaveProperty('context');
  });

  test('an answer to a message, and later edits and deletes it', async () => {
    const wamid = wamidOf(await sandbox.send({ type: 'text', text: { body: 'Frage' } }));
    const answer = await write({ text: 'Antwort', replyTo: wamid });
    expect(answer.context).toEqual({ from: '4930901820', id: wamid });
    expect(await write({ type: 'edit', replyTo: answer.id, text: 'Bessere Antwort' })).toMatchObject({
      edit: { original_message_id: answer.id, message: { type: 'text', text: { body: 'Bessere Antwort' } } },
    });
    expect(await write({ type: 'revoke', replyTo: answer.id })).toMatchObject({
      revoke: { original_message_id: answer.id },
    });
  });

  test('taps on a reply button and on a list row', async () => {
    await sandbox.send({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Farbe?' },
        action: { buttons: [{ type: 'reply', reply: { id: 'oak', title: 'Eiche' } }] },
      },
    });
    expect(await write({ type: 'button', payload: 'oak' })).toMatchObject({
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'oak', title: 'Eiche' } },
    });
    const rows = [{ id: 'mo', title: 'Montag', description: 'vormittags' }];
    await sandbox.send({
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Wann?' }, action: { button: 'Tag', sections: [{ rows }] } },
    });
    expect(await write({ type: 'button', text: 'Montag' })).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'list_reply',
        list_reply: { id: 'mo', title: 'Montag', description: 'vormittags' },
      },
    });
  });

  test('with a hidden number is known by user id alone', async () => {
    const hidden = '4915388888801';
    const message = await write({ text: 'Hallo', userId: 'DE.1349', hidePhone: true }, hidden);
    expect(message.from_user_id).toBe('DE.1349');
    expect(message).not.toHaveProperty('from');
    await sandbox.customer('preferences', { marketing: 'stop' }, hidden);
    const [preference] = await until(() => {
      const found = sandbox.receiver.values('user_preferences');
      return found.length > 0 && found;
    }, 'the preference');
    expect(JSON.stringify(preference)).not.toContain(hidden);
    const raw = sandbox.receiver.received.map((one) => one.raw).filter((one) => one.includes('DE.1349'));
    expect(raw.filter((one) => one.includes(hidden))).toEqual([]);
    expect(await sandbox.phone(hidden)).toHaveLength(1);
  });

  test('keeps the same user id, whoever starts', async () => {
    const first = await sandbox.customer('messages', { text: 'a' }, '4915388888802');
    const second = await sandbox.customer('messages', { text: 'b' }, '+4915388888802');
    expect(second.body.userId).toBe(first.body.userId);
    expect(await sandbox.phone('+4915388888802')).toHaveLength(2);
  });

  test('from an advertisement says which', async () => {
    const referral = { source_type: 'ad', source_id: '120', ctwa_clid: 'Aff' };
    expect(await write({ text: 'Ich habe Ihre Anzeige gesehen', referral })).toMatchObject({ referral });
  });

  test('asks about a product, from the catalogue or in answer to a message', async () => {
    const product = { catalog_id: '790112233445566', product_retailer_id: 'lampe-7' };
    expect(await write({ text: 'Gibt es das in Blau?', product })).toMatchObject({
      context: { from: '4930901820', id: expect.stringMatching(/^wamid\./), referred_product: product },
    });
  });

  test('passes on what somebody else wrote, once or many times', async () => {
    expect((await write({ text: 'Lesen!', forwarded: 'once' })).context).toEqual({ forwarded: true });
    expect((await write({ text: 'Lesen!', forwarded: 'often' })).context).toEqual({
      frequently_forwarded: true,
    });
  });

  test('fills in an address, and allows or refuses calls', async () => {
    const response = { values: { city: 'Mumbai', in_pin_code: '400063' } };
    expect(await write({ type: 'address', response })).toMatchObject({
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'address_message', response_json: JSON.stringify(response) },
      },
    });
    expect(await write({ type: 'call_permission', answer: 'accept' })).toMatchObject({
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: {
          response: 'accept',
          expiration_timestamp: expect.any(Number),
          is_permanent: false,
          response_source: 'user_action',
        },
      },
    });
    const refused = await write({ type: 'call_permission', answer: 'reject' });
    expect(refused.interactive).toEqual({
      type: 'call_permission_reply',
      call_permission_reply: { response: 'reject', response_source: 'user_action' },
    });
  });

  test('can choose the number by its id', async () => {
    const answer = await sandbox.customer('messages', { text: 'a', to: NUMBER_ID });
    expect(answer.body.to).toBe(NUMBER_ID);
    expect((await sandbox.customer('messages', { text: 'a', to: '999' })).status).toBe(422);
  });
});

describe('a control call that is wrong', () => {
  test.each([
    ['an unknown field', 'messages', { text: 'x', colour: 'red' }, 'colour'],
    ['an unknown type', 'messages', { type: 'fax' }, 'type'],
    ['no text', 'messages', {}, 'text'],
    ['an age below zero', 'messages', { text: 'x', ageHours: -1 }, 'ageHours'],
    ['a user id in a wrong form', 'messages', { text: 'x', userId: 'erika' }, 'userId'],
    ['a user id of somebody else', 'messages', { text: 'x', userId: 'DE.1349' }, 'userId'],
    ['an answer to nothing', 'messages', { text: 'x', replyTo: 'wamid.none' }, 'replyTo'],
    ['a file without its type', 'messages', { type: 'image', data: 'AAAA' }, 'mimeType'],
    ['a file that is not base64', 'messages', { type: 'image', data: '???', mimeType: 'image/png' }, 'data'],
    ['a reaction to nothing', 'messages', { type: 'reaction', emoji: '👍' }, 'replyTo'],
    ['a preference that is none', 'preferences', { marketing: 'maybe' }, 'marketing'],
  ])('%s', async (_case, action, body, path) => {
    const answer = await sandbox.customer(action, body, '4915388888809');
    expect(answer.status).toBe(422);
    expect(answer.body.error?.fields?.map((field) => field.path)).toContain(path);
    expect(answer.body.error?.message).toContain(path);
  });

  test('a phone that is none', async () => {
    expect((await sandbox.customer('messages', { text: 'x' }, 'erika')).body.error?.fields).toMatchObject([
      { path: 'phone' },
    ]);
  });

  test('JSON that can not be read', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/customers/${PHONE}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('JSON') } });
  });

  test('leaves nothing behind', async () => {
    expect(await sandbox.phone('4915388888809')).toEqual([]);
  });
});

test('a reset takes everything back to the beginning', async () => {
  await sandbox.call('POST', '/sandbox/templates/hello_world/review', { decision: 'pause' });
  expect((await sandbox.call('POST', '/sandbox/reset')).status).toBe(200);
  expect(await sandbox.phone()).toEqual([]);
  const { body } = await sandbox.call('GET', '/sandbox/state');
  expect(body).toMatchObject({ people: [], faults: [], webhook: { waiting: 0, subscribed: true } });
  expect(
    (body.templates as { name: string; status: string }[]).find(({ name }) => name === 'hello_world')?.status,
  ).toBe('APPROVED');
  expect((await write({ text: 'Von vorn' })).text).toEqual({ body: 'Von vorn' });
});
