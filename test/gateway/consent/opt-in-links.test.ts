import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { purge } from '../../../packages/gateway/src/intake/purge.ts';
import { codesIn, newCode } from '../../../packages/gateway/src/opt-in/code.ts';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

const MINUTE_MS = 60_000;

let gateway: TestGateway;
let people: ReturnType<typeof customers>;
let clockAheadMs = 0;
beforeAll(async () => {
  gateway = await startTestGateway({ now: () => new Date(Date.now() + clockAheadMs) });
  people = customers(gateway);
  // From the first webhook on the phone number behind the id is known.
  await people.whoWrote();
});
afterAll(() => gateway.close());

const wanted = { purpose: 'marketing', textVersion: 'v7', language: 'de', source: 'newsletter page' };
const makeLink = async (more: object = {}) =>
  (await gateway.call('POST', '/v1/opt-in-links', { body: { ...wanted, ...more } })).body;
const minutesAhead = (minutes: number) => new Date(Date.now() + clockAheadMs + minutes * MINUTE_MS);

async function ledgerOf(phone: string) {
  const found = await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`);
  const { body } = await gateway.call('GET', `/v1/contacts/${found.body.items[0].id}/consent`);
  return { state: body.state.marketing.state, utility: body.state.utility.state, events: body.events };
}

describe('a one-time link', () => {
  test('leads to the number with a sentence that says what the person agrees to', async () => {
    const answer = await gateway.call('POST', '/v1/opt-in-links', { body: wanted });
    expect(answer.status).toBe(201);
    const { code, text, url, expiresAt } = answer.body;
    expect(text).toBe(
      'Ja, ich möchte von Muster GmbH per WhatsApp Werbung (Angebote und Neuigkeiten) erhalten. ' +
        `Ich kann das jederzeit mit STOP widerrufen. Code ${code}`,
    );
    const { origin, pathname, searchParams } = new URL(url);
    expect([origin, pathname, searchParams.get('text')]).toEqual(['https://wa.me', '/4930123456789', text]);
    const minutesLeft = (Date.parse(expiresAt) - Date.now()) / MINUTE_MS;
    expect(minutesLeft).toBeGreaterThan(29);
    expect(minutesLeft).toBeLessThanOrEqual(30);
  });

  test('keeps no code that could be read from the store or the log', async () => {
    const { code } = await makeLink();
    const rows = await gateway.runtime.store.read.selectFrom('opt_in_link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(gateway.logged.join('\n')).not.toContain(code);
  });

  test('is proof of the consent of whoever sends its text, though nobody wrote to them before', async () => {
    const { text } = await makeLink();
    const customer = await people.writes(people.next(), text, minutesAhead(0));
    const { state, utility, events } = await ledgerOf(customer.phone);
    expect([state, utility]).toEqual(['confirmed', 'none']);
    const entry = {
      purpose: 'marketing',
      method: 'code_link',
      source: 'newsletter page',
      textVersion: 'v7',
      language: 'de',
      proven: true,
      evidence: { messageId: customer.messageId, wamid: customer.wamid, text },
    };
    expect(events).toMatchObject([
      { ...entry, action: 'grant' },
      { ...entry, action: 'confirm' },
    ]);
  });

  test.each([
    ['STOP {code}', 'withdrawn'],
    ['Stopp! Code {code}', 'withdrawn'],
    ['{code} keine Werbung', 'withdrawn'],
    ['Bitte keine Werbung mehr. Code {code}', 'on_hold'],
    ['{code} stop sending me ads', 'on_hold'],
  ])('is no consent of whoever leaves with the words beside its code: %s', async (words, state) => {
    const { code } = await makeLink();
    const { phone } = await people.writes(people.next(), words.replace('{code}', code), minutesAhead(0));
    expect((await ledgerOf(phone)).state).toBe(state);
  });

  test('is heeded by its code alone, in small letters and among other words', async () => {
    const { code } = await makeLink({ purpose: 'utility', language: 'en' });
    const { phone } = await people.writes(
      people.next(),
      `ok, (${code.toLowerCase()}) – Grüße`,
      minutesAhead(0),
    );
    expect(await ledgerOf(phone)).toMatchObject({ utility: 'confirmed', state: 'none' });
  });

  test.each([
    ['a No', (code: string) => `Nein danke, Code ${code}`],
    ['an English No', (code: string) => `No thanks ${code}`],
    ['a negation', (code: string) => `Bitte nicht. ${code}`],
    ['one without an apostrophe', (code: string) => `I don’t want this ${code}`],
    ['a question', (code: string) => `Jemand hat mir ${code} geschickt, was soll das?`],
  ])('is no consent where %s stands beside its code, and stays good', async (_what, say) => {
    const { code, text } = await makeLink();
    const { phone } = await people.writes(people.next(), say(code), minutesAhead(0));
    expect(await ledgerOf(phone)).toMatchObject({ state: 'none', events: [] });
    await people.writes(phone, text, minutesAhead(0));
    expect((await ledgerOf(phone)).state).toBe('confirmed');
  });

  test('is heeded with a question beside the Yes, and whatever the name of the business says', async () => {
    await gateway.call('PATCH', '/v1/business', { body: { name: 'Nie ohne dich? Nein!' } });
    const { text } = await makeLink();
    const { phone } = await people.writes(people.next(), `${text} Wann geht es los?`, minutesAhead(0));
    expect((await ledgerOf(phone)).state).toBe('confirmed');
    const plain = await makeLink();
    const { phone: other } = await people.writes(people.next(), plain.text, minutesAhead(0));
    expect((await ledgerOf(other)).state).toBe('confirmed');
    await gateway.call('PATCH', '/v1/business', { body: { name: 'Muster GmbH' } });
  });

  test('is good for one person', async () => {
    const { text } = await makeLink();
    const first = await people.writes(people.next(), text, minutesAhead(0));
    expect((await ledgerOf(first.phone)).state).toBe('confirmed');
    const { phone } = await people.writes(people.next(), text, minutesAhead(0));
    expect(await ledgerOf(phone)).toMatchObject({ state: 'none', events: [] });
  });

  test('is good for 30 minutes by the time at which the message was written', async () => {
    const inTime = await makeLink();
    const late = await makeLink();
    clockAheadMs = 60 * MINUTE_MS;
    try {
      const punctual = await people.writes(people.next(), inTime.text, minutesAhead(-31));
      expect((await ledgerOf(punctual.phone)).state).toBe('confirmed');
      const { phone } = await people.writes(people.next(), late.text, minutesAhead(-29));
      expect(await ledgerOf(phone)).toMatchObject({ state: 'none', events: [] });
    } finally {
      clockAheadMs = 0;
    }
  });

  test('is nothing that a message from before it could have known', async () => {
    const { text } = await makeLink();
    const { phone } = await people.writes(people.next(), text, minutesAhead(-5));
    expect((await ledgerOf(phone)).state).toBe('none');
  });

  test.each(['K7F39QXM', 'Bestellung 23456789', 'ABCDEFGH'])(
    '"%s" is a message like any other',
    async (words) => {
      const { phone } = await people.writes(people.next(), words, minutesAhead(0));
      expect(await ledgerOf(phone)).toMatchObject({ state: 'none', events: [] });
    },
  );

  test('brings back whoever had left, since it is their own new and whole declaration', async () => {
    const { phone } = await people.whoWrote();
    await people.writes(phone, 'Widerspruch', minutesAhead(-0.5));
    expect((await ledgerOf(phone)).state).toBe('objected');
    const { text } = await makeLink();
    await people.writes(phone, text, minutesAhead(0));
    expect((await ledgerOf(phone)).state).toBe('confirmed');
    await people.writes(phone, 'STOP', minutesAhead(0.1));
    expect((await ledgerOf(phone)).state).toBe('withdrawn');
  });

  test('is removed once no message with it can be on its way any more', async () => {
    const { id } = await makeLink();
    const links = () => gateway.runtime.store.read.selectFrom('opt_in_link').select('id').execute();
    await purge(gateway.runtime);
    expect(await links()).toContainEqual({ id });
    clockAheadMs = 9 * 24 * 60 * MINUTE_MS;
    try {
      await purge(gateway.runtime);
      expect(await links()).toEqual([]);
    } finally {
      clockAheadMs = 0;
    }
  });
});

describe('a link that cannot be made', () => {
  test.each([
    ['for answers', { purpose: 'service' }, 'purpose'],
    ['without a text version', { textVersion: undefined }, 'textVersion'],
    ['without a source', { source: undefined }, 'source'],
    ['in a language without words', { language: 'fr' }, 'language'],
    ['to an unknown number', { number: '1' }, 'number'],
    ['with an unknown field', { contact: '+4915112345678' }, 'contact'],
  ])('%s is refused by the name of the field', async (_what, wrong, path) => {
    const answer = await gateway.call('POST', '/v1/opt-in-links', { body: { ...wanted, ...wrong } });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test('since the key is for another number is 403', async () => {
    const key = await gateway.makeKey(['consent:write'], { numbers: [await gateway.otherNumber()] });
    const body = { ...wanted, number: testValues.numberId };
    const answer = await gateway.call('POST', '/v1/opt-in-links', { key, body });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN_NUMBER' } });
  });

  test('since nobody knows the phone number yet is 409', async () => {
    const fresh = await startTestGateway();
    const answer = await fresh.call('POST', '/v1/opt-in-links', {
      body: wanted,
      headers: { 'accept-language': 'de' },
    });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'NUMBER_UNNAMED', title: 'Die Rufnummer ist noch nicht bekannt' },
    });
    await fresh.close();
  });
});

describe('codes', () => {
  test('are found again in any message, and never alike', () => {
    const codes = Array.from({ length: 500 }, newCode);
    expect(new Set(codes).size).toBe(500);
    for (const code of codes) expect(codesIn(`Hallo ${code.toLowerCase()}!`)).toEqual([code]);
  });

  test('are whole words, and a message that tries many is read only as far as three', () => {
    expect(codesIn('XK7F39QXM K7F39QXM9 äK7F39QXM')).toEqual([]);
    expect(codesIn('K7F39QX2 K7F39QX3 K7F39QX4 K7F39QX5')).toHaveLength(3);
  });
});
