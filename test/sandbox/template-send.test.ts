import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
let phones = 0;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

const words = (text: string, name?: string) => ({
  type: 'text',
  text,
  ...(name && { parameter_name: name }),
});
const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const header = (...parameters: unknown[]) => ({ type: 'header', parameters });
const button = (sub_type: string, index: number | string, ...parameters: unknown[]) => ({
  type: 'button',
  sub_type,
  index,
  parameters,
});
const order = [words('Erika', 'first_name'), words('B-1', 'order_number'), words('morgen', 'delivery_date')];
const pdf = {
  type: 'document',
  document: { link: 'https://tickets.example/karte.pdf', filename: 'karte.pdf' },
};
const ticket = (...more: unknown[]) => [
  header(pdf),
  body(words('Erika'), words('Konzert'), words('Freitag')),
  ...more,
];
const code = (text: string) => [body(words(text)), button('url', '0', words(text))];

const sendTemplate = (name: string, language: string, components?: unknown[], more = {}) =>
  sandbox.send({
    to: `49152${10_000_000 + phones++}`,
    type: 'template',
    template: { name, language: { code: language }, ...(components && { components }) },
    ...more,
  });

describe('a template the account has', () => {
  test.each([
    ['without variables', 'hello_world', 'en_US', undefined, 'Welcome and congratulations!!'],
    [
      'with named variables in any order',
      'order_update',
      'de',
      [body(...[...order].reverse())],
      'Hallo Erika, Ihre Bestellung B-1 ist unterwegs. Wir liefern sie voraussichtlich am morgen',
    ],
    ['in another language', 'order_update', 'en', [body(...order)], 'Hello Erika, your order B-1'],
    [
      'with positional variables',
      'appointment_reminder',
      'de',
      [body(words('Erika'), words('24.11.'), words('14:30'))],
      'Guten Tag Erika, wir erinnern Sie an Ihren Termin am 24.11. um 14:30 Uhr.',
    ],
    [
      'with a file and a link',
      'ticket_booking',
      'de',
      ticket(button('url', 0, words('K-5531'))),
      'Hallo Erika, Ihre Buchung für „Konzert“ am Freitag',
    ],
    ['with a code', 'login_code', 'de', code('482913'), '*482913* ist Ihr Bestätigungscode.'],
    [
      'with component types in capitals',
      'order_update',
      'de',
      [{ ...body(...order), type: 'BODY' }],
      'Hallo Erika',
    ],
  ])('%s is filled and shown', async (_case, name, language, components, text) => {
    const answer = await sendTemplate(name, language, components);
    expect(answer.body.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }]);
    const [contact] = answer.body.contacts as { wa_id: string }[];
    const [shown] = await sandbox.phone(contact?.wa_id);
    expect(shown).toMatchObject({ type: 'template', from: 'business', payload: null });
    expect(shown?.text).toContain(text);
    expect(shown?.text).not.toContain('{{');
  });

  test('shows header, footer and buttons on the phone', async () => {
    const answer = await sendTemplate('ticket_booking', 'de', ticket(button('url', 0, words('K-5531'))));
    const [contact] = answer.body.contacts as { wa_id: string }[];
    expect((await sandbox.phone(contact?.wa_id))[0]).toMatchObject({
      header: { kind: 'document', filename: 'karte.pdf' },
      footer: 'Bitte bringen Sie die Karten mit.',
      buttons: [{ kind: 'url', text: 'Buchung ansehen', url: 'https://tickets.example/buchung/K-5531' }],
    });
  });
});

describe('a template send that does not fit', () => {
  test.each([
    ['a name nobody has', 'no_such', 'de', undefined, 132001, 404],
    ['a language it is not in', 'order_update', 'fr', [body(...order)], 132001, 404],
    ['a language that is only close', 'hello_world', 'en', undefined, 132001, 404],
    ['a paused one', 'old_news', 'de', undefined, 132015, 400],
    ['too few parameters', 'order_update', 'de', [body(order[0])], 132000, 400],
    ['too many parameters', 'order_update', 'de', [body(...order, words('x', 'x'))], 132000, 400],
    ['no components at all', 'order_update', 'de', undefined, 132000, 400],
    ['parameters for a body without variables', 'hello_world', 'en_US', [body(words('x'))], 132000, 400],
    [
      'a parameter without its name',
      'order_update',
      'de',
      [body(words('Erika'), order[1], order[2])],
      100,
      400,
    ],
    [
      'a parameter with another name',
      'order_update',
      'de',
      [body(words('x', 'vorname'), order[1], order[2])],
      132012,
      400,
    ],
    ['names for positional variables', 'appointment_reminder', 'de', [body(...order)], 132012, 400],
    [
      'a picture in a body',
      'appointment_reminder',
      'de',
      [body(words('a'), words('b'), { type: 'image', image: { link: 'https://a.example/b.png' } })],
      132012,
      400,
    ],
    ['an empty text', 'appointment_reminder', 'de', [body(words('a'), words(''), words('c'))], 131008, 400],
    [
      'a line break in a variable',
      'appointment_reminder',
      'de',
      [body(words('a'), words('b\nc'), words('d'))],
      132018,
      400,
    ],
    [
      'five spaces in a variable',
      'appointment_reminder',
      'de',
      [body(words('a'), words('b     c'), words('d'))],
      132018,
      400,
    ],
    [
      'a text that gets too long',
      'appointment_reminder',
      'de',
      [body(words('a'.repeat(1000)), words('b'), words('c'))],
      132005,
      400,
    ],
    [
      'no file in the header',
      'ticket_booking',
      'de',
      ticket(button('url', 0, words('x'))).slice(1),
      132012,
      400,
    ],
    [
      'a picture instead of a document',
      'ticket_booking',
      'de',
      [
        header({ type: 'image', image: { link: 'https://a.example/b.png' } }),
        ...ticket(button('url', 0, words('x'))).slice(1),
      ],
      132012,
      400,
    ],
    ['no value for the link', 'ticket_booking', 'de', ticket(), 131008, 400],
    [
      'a button at the wrong index',
      'ticket_booking',
      'de',
      ticket(button('url', 1, words('x'))),
      132012,
      400,
    ],
    [
      'a button of the wrong kind',
      'ticket_booking',
      'de',
      ticket(button('quick_reply', 0, { type: 'payload', payload: 'x' })),
      132012,
      400,
    ],
    ['a code without its button', 'login_code', 'de', [body(words('482913'))], 131008, 400],
    ['a code of 16 characters', 'login_code', 'de', code('1234567890123456'), 131009, 400],
    ['an unknown component', 'hello_world', 'en_US', [{ type: 'sidebar', parameters: [] }], 131009, 400],
    ['a misspelt field', 'hello_world', 'en_US', [{ type: 'body', params: [] }], 100, 400],
  ])('%s', async (_case, name, language, components, expected, status) => {
    const answer = await sendTemplate(name, language, components);
    expect(answer).toMatchObject({ status, body: { error: { code: expected, type: 'OAuthException' } } });
  });

  test('a code to a person without a phone number is refused with 131062', async () => {
    const userId = 'DE.1349000000000077';
    await sandbox.customer('messages', { text: 'Hi', userId, hidePhone: true }, '4915299999901');
    const answer = await sendTemplate('login_code', 'de', code('482913'), {
      to: undefined,
      recipient: userId,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 131062 } } });
  });

  test('the endpoint for marketing takes nothing else', async () => {
    const path = '106540352242922/marketing_messages';
    const hello = { name: 'hello_world', language: { code: 'en_US' } };
    const answer = await sandbox.graph('POST', path, {
      messaging_product: 'whatsapp',
      to: '4915299999902',
      type: 'template',
      template: hello,
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 131055 } } });
  });
});

describe('a tapped quick reply', () => {
  const appointment = [
    body(words('Erika'), words('24.11.'), words('14:30')),
    button('quick_reply', '0', { type: 'payload', payload: 'KOMMT:77' }),
  ];

  test('comes back as a button message with the payload of the send', async () => {
    const phone = '4915299999903';
    const wamid = wamidOf(await sendTemplate('appointment_reminder', 'de', appointment, { to: phone }));
    const answer = await sandbox.customer(
      'messages',
      { type: 'button', replyTo: wamid, payload: 'KOMMT:77' },
      phone,
    );
    expect(answer.status).toBe(200);
    await sandbox.receiver.status(wamid, 'delivered');
    expect(sandbox.receiver.messages().find(({ id }) => id === answer.body.wamid)).toEqual({
      context: { from: '4930901820', id: wamid },
      from: phone,
      from_user_id: expect.any(String),
      id: answer.body.wamid,
      timestamp: expect.any(String),
      type: 'button',
      button: { payload: 'KOMMT:77', text: 'Ja, ich komme' },
    });
    expect((await sandbox.phone(phone)).at(-1)).toMatchObject({
      from: 'customer',
      type: 'button',
      text: 'Ja, ich komme',
      payload: 'KOMMT:77',
    });
  });

  test('has its words as payload when the send gave none', async () => {
    const phone = '4915299999904';
    await sendTemplate('appointment_reminder', 'de', appointment, { to: phone });
    await sandbox.customer('messages', { type: 'button', payload: 'Termin verschieben' }, phone);
    expect((await sandbox.phone(phone)).at(-1)).toMatchObject({ payload: 'Termin verschieben' });
  });

  test('that is not there is refused with the ones that are', async () => {
    const phone = '4915299999905';
    await sendTemplate('appointment_reminder', 'de', appointment, { to: phone });
    const answer = await sandbox.customer('messages', { type: 'button', payload: 'NEIN' }, phone);
    expect(answer).toMatchObject({ status: 422, body: { error: { fields: [{ path: 'payload' }] } } });
    expect(answer.body.error?.message).toContain('KOMMT:77, Termin verschieben');
  });
});
