import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { rowCounts } from '../../support/row-counts.ts';

let gateway: TestGateway;
let before: Readonly<Record<string, number>>;
beforeAll(async () => {
  gateway = await startTestGateway();
});
beforeEach(async () => {
  before = await rowCounts(gateway.runtime);
});
// Whatever was refused: nothing is stored, and nothing waits to be sent.
afterEach(async () => expect(await rowCounts(gateway.runtime)).toEqual(before));
afterAll(() => gateway.close());

const text = { type: 'text', text: 'Hallo' };
const grant = {
  contact: '+4915112345678',
  purpose: 'marketing',
  action: 'grant',
  method: 'web_form',
  source: 'newsletter form',
};

describe('a body that cannot be read', () => {
  test.each([
    ['cut off in the middle', '{ "to": "+49151', 400, 'INVALID_JSON'],
    ['empty text', ' ', 400, 'INVALID_JSON'],
    ['not JSON at all', 'hello', 400, 'INVALID_JSON'],
    ['a single quote', "{ 'to': 1 }", 400, 'INVALID_JSON'],
  ])('%s is refused as unreadable', async (_what, rawBody, status, code) => {
    expect((await gateway.call('POST', '/v1/messages', { rawBody })).body).toMatchObject({ status, code });
  });

  test('the problem does not repeat the body', async () => {
    const { body } = await gateway.call('POST', '/v1/messages', { rawBody: '{ "text": "Geheimnis" oops' });
    expect(JSON.stringify(body)).not.toContain('Geheimnis');
  });

  test('bytes that are not UTF-8 are refused as unreadable', async () => {
    const rawBody = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect((await gateway.call('POST', '/v1/messages', { rawBody })).body).toMatchObject({
      code: 'INVALID_JSON',
    });
  });

  test('a UTF-8 mark at the beginning does no harm', async () => {
    const answer = await gateway.call('POST', '/v1/messages', { rawBody: '\uFEFF{}' });
    expect(answer.body).toMatchObject({ status: 422 });
  });

  test.each([
    ['text/plain', undefined],
    ['application/x-www-form-urlencoded', undefined],
    ['application/json; charset=iso-8859-1', undefined],
    ['application/json', 'gzip'],
    ['???', undefined],
  ])('%s (encoding %s) is not JSON in UTF-8', async (type, encoding) => {
    const headers = { 'content-type': type, ...(encoding ? { 'content-encoding': encoding } : {}) };
    const answer = await gateway.call('POST', '/v1/messages', { rawBody: '{}', headers });
    expect(answer.body).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  test.each([
    ['POST', '/v1/messages', 4 * 1024 * 1024, '1 MB'],
    ['POST', '/webhooks/whatsapp', 4 * 1024 * 1024, '3 MB'],
  ])('%s %s with %d bytes is refused with the limit in words', async (method, path, size, limit) => {
    const rawBody = JSON.stringify({ text: 'x'.repeat(size) });
    const answer = await gateway.call(method, path, { rawBody });
    expect(answer.body).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(answer.body.detail).toContain(limit);
  });
});

describe('a body that does not fit', () => {
  test('every fault is named at once, with its path', async () => {
    const body = { content: { type: 'text', text: 5, colour: 'red' }, sendAt: 'tomorrow', extra: true };
    const { body: problem } = await gateway.call('POST', '/v1/messages', { body });
    expect(problem).toMatchObject({ status: 422, code: 'INVALID_REQUEST' });
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        { path: 'to', message: 'is required' },
        { path: 'content.text', message: 'must be text' },
        { path: 'content.colour', message: expect.stringContaining('not a known field') },
        { path: 'sendAt', message: expect.stringContaining('2026-11-24T08:00:00Z') },
        { path: 'extra', message: expect.stringContaining('not a known field') },
      ]),
    );
    expect(problem.errors).toHaveLength(5);
  });

  test('a recipient that is no phone number is named beside the other faults', async () => {
    const faultsOf = async (path: string, body: unknown) => {
      const answer = await gateway.call('POST', path, { body });
      expect(answer.status).toBe(422);
      return answer.body.errors.map((fault: { path: string }) => fault.path).sort();
    };
    expect(await faultsOf('/v1/messages', { to: 'not a phone', content: text, extra: true })).toEqual([
      'extra',
      'to',
    ]);
    expect(await faultsOf('/v1/messages', { to: { userId: 'abc' }, content: {} })).toEqual([
      'content.type',
      'to.userId',
    ]);
    expect(await faultsOf('/v1/consent', { contact: '123', purpose: 'ads', action: 'grant' })).toEqual([
      'contact',
      'method',
      'purpose',
      'source',
    ]);
    expect(await faultsOf('/v1/messages', { to: 5, content: { type: 'image', url: 'x' } })).toEqual([
      'content',
      'content.url',
      'to',
    ]);
  });

  test('what only the stored facts show is named at once, too', async () => {
    const send = await gateway.call('POST', '/v1/messages', {
      body: { to: '123', from: '999', content: text, sendAt: '2020-01-01T00:00:00Z' },
    });
    expect(send.body).toMatchObject({
      status: 422,
      code: 'INVALID_REQUEST',
      errors: [{ path: 'sendAt' }, { path: 'to' }, { path: 'from' }],
    });
    const consent = await gateway.call('POST', '/v1/consent', {
      body: {
        contact: '123',
        purpose: 'marketing',
        action: 'withdraw',
        occurredAt: new Date(Date.now() + 600_000).toISOString(),
      },
    });
    expect(consent.body.errors).toMatchObject([{ path: 'contact' }, { path: 'occurredAt' }]);
    const check = await gateway.call('POST', '/v1/messages/check', {
      body: { to: '123', from: '999', content: text, sendAt: '2020-01-01T00:00:00Z' },
    });
    expect(check.body.errors).toMatchObject([{ path: 'sendAt' }, { path: 'to' }, { path: 'from' }]);
    const listed = await gateway.call('POST', '/v1/messages/check', {
      body: { to: ['123'], from: '999', content: text },
    });
    expect(listed.body.errors).toContainEqual(expect.objectContaining({ path: 'from' }));
    const question = { contact: '123', from: '999', purpose: 'marketing', textVersion: 'v1', language: 'de' };
    const ask = await gateway.call('POST', '/v1/consent/ask', { body: question });
    expect(ask.body.errors).toMatchObject([{ path: 'contact' }, { path: 'from' }]);
    const key = await gateway.call('POST', '/v1/keys', {
      body: { name: 'x', scopes: ['messages:read'], key: 'ä'.repeat(32), numbers: ['999'] },
    });
    expect(key.body.errors).toMatchObject([{ path: 'numbers[0]' }, { path: 'key' }]);
    const subscription = await gateway.call('POST', '/v1/subscriptions', {
      body: { url: 'http://169.254.169.254/', numbers: ['999'] },
    });
    expect(subscription.body.errors).toMatchObject([{ path: 'numbers[0]' }, { path: 'url' }]);
  });

  test('one is told as one, and several as several', async () => {
    const messageOf = async (body: unknown, language: string) => {
      const answer = await gateway.call('POST', '/v1/messages/check', {
        body,
        headers: { 'accept-language': language },
      });
      return answer.body.errors[0].message;
    };
    const nobody = { to: [], content: text };
    const many = { to: Array.from({ length: 1001 }, () => '+4915112345678'), content: text };
    expect(await messageOf(nobody, 'en')).toBe('must have at least 1 entry');
    expect(await messageOf(nobody, 'de')).toBe('muss mindestens 1 Eintrag haben');
    expect(await messageOf(many, 'en')).toBe('must have at most 1000 entries');
    expect(await messageOf(many, 'de')).toBe('darf höchstens 1000 Einträge haben');
  });

  test('the faults are told in German when that is accepted', async () => {
    const answer = await gateway.call('POST', '/v1/messages', {
      body: { to: 5, content: text, extra: 1 },
      headers: { 'accept-language': 'de' },
    });
    expect(answer.body.title).toBe('Die Anfrage ist nicht gültig');
    expect(answer.body.errors).toContainEqual({
      path: 'extra',
      message: expect.stringContaining('kein bekanntes Feld'),
    });
  });

  test.each([
    ['a list', []],
    ['text', 'hello'],
    ['null', null],
    ['a number', 5],
  ])('%s instead of an object is named', async (_what, body) => {
    const answer = await gateway.call('POST', '/v1/messages', { rawBody: JSON.stringify(body) });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'body' }] });
  });

  test('a type that does not exist is answered with those that do', async () => {
    const body = { to: '+4915112345678', content: { type: 'telegram' } };
    const { errors } = (await gateway.call('POST', '/v1/messages', { body })).body;
    expect(errors).toEqual([
      { path: 'content.type', message: expect.stringMatching(/^must be one of: text, .*template/) },
    ]);
  });

  test.each([
    ['only spaces', { content: { type: 'text', text: ' \n\t' } }, 'content.text', 'only spaces'],
    ['half of a character', { content: { type: 'text', text: 'Hall\ud83d' } }, 'content.text', 'half'],
    ['half of a character as a name', { 'x\ud83d': 1 }, 'x\ufffd', 'half'],
  ])('%s is named with its field', async (_what, wrong, path, words) => {
    const body = { to: '+4915112345678', content: text, ...wrong };
    expect((await gateway.call('POST', '/v1/messages', { body })).body).toMatchObject({
      status: 422,
      errors: [{ path, message: expect.stringContaining(words) }],
    });
  });

  test.each([
    ['before there was WhatsApp', { occurredAt: '2008-12-31T23:59:59Z' }, 'occurredAt', '2009'],
    ['with more than 16 KB of evidence', { evidence: { a: 'ä'.repeat(8192) } }, 'evidence', '16384 bytes'],
  ])('consent %s is named with its field', async (_what, wrong, path, words) => {
    const answer = await gateway.call('POST', '/v1/consent', { body: { ...grant, ...wrong } });
    expect(answer.body).toMatchObject({
      status: 422,
      errors: [{ path, message: expect.stringContaining(words) }],
    });
  });

  test('an id that is longer than any is told as one, not as a path that is written wrongly', async () => {
    const { body } = await gateway.call('GET', `/v1/messages/${'x'.repeat(5000)}`);
    expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(body.detail).toContain('more than 1000 characters');
  });

  test('a missing body is told as one', async () => {
    expect((await gateway.call('POST', '/v1/messages')).body).toMatchObject({
      status: 422,
      errors: [{ path: 'body', message: 'is required' }],
    });
  });

  test.each([
    ['a national number', '0151 12345678', 'country code'],
    ['letters', 'Erika', 'not a phone number'],
    ['too few digits', '+49151', 'digits'],
    ['too many digits', '+491511234567890123', 'digits'],
    ['nothing but spaces', '   ', 'empty'],
  ])('a recipient that is %s is refused by the name of the field', async (_what, to, words) => {
    for (const [path, body] of [
      ['/v1/messages', { to, content: text }],
      ['/v1/messages', { to: { phone: to }, content: text }],
      ['/v1/consent', { ...grant, contact: to }],
    ] as const) {
      const { body: problem } = await gateway.call('POST', path, { body });
      expect(problem).toMatchObject({ status: 422, code: 'INVALID_REQUEST' });
      expect(problem.errors[0].path).toMatch(/^(to|to\.phone|contact)$/);
      expect(problem.errors[0].message).toContain(words);
    }
  });

  test.each([
    ['contactId', 'to.contactId'],
    ['conversationId', 'to.conversationId'],
  ])('an unknown %s is refused by the name of the field', async (field, path) => {
    const { body } = await gateway.call('POST', '/v1/messages', {
      body: { to: { [field]: 'nobody' }, content: text },
    });
    expect(body).toMatchObject({ status: 422, errors: [{ path }] });
  });

  test('a malformed user id is refused by the name of the field', async () => {
    const { body } = await gateway.call('POST', '/v1/messages', {
      body: { to: { userId: 'erika' }, content: text },
    });
    expect(body).toMatchObject({ status: 422, errors: [{ path: 'to.userId' }] });
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    'a field "%s" is refused',
    async (name) => {
      const rawBody = `{ "to": "+4915112345678", "content": { "type": "text", "text": "a" }, "${name}": { "admin": true } }`;
      const { body } = await gateway.call('POST', '/v1/messages', { rawBody });
      expect(body).toMatchObject({ status: 422, errors: [{ path: name }] });
    },
  );

  test('a NUL character is refused where it stands', async () => {
    const body = { ...grant, source: 'news\u0000letter' };
    expect((await gateway.call('POST', '/v1/consent', { body })).body).toMatchObject({
      status: 422,
      errors: [{ path: 'source' }],
    });
  });

  test('nesting without end is refused', async () => {
    const rawBody = `{ "to": ${'['.repeat(50_000)}${']'.repeat(50_000)} }`;
    expect((await gateway.call('POST', '/v1/messages', { rawBody })).body).toMatchObject({ status: 422 });
  });
});

describe('a query or header that does not fit', () => {
  test.each([
    ['a parameter that does not exist', '/v1/contacts?colour=red', 'colour'],
    ['one that is given twice', '/v1/contacts?limit=1&limit=2', 'limit'],
    ['a number that is none', '/v1/contacts?limit=many', 'limit'],
    ['a number beyond its bounds', '/v1/contacts?limit=100000', 'limit'],
    ['a NUL character', '/v1/contacts?search=a%00b', 'search'],
    ['a name that every object has', '/v1/contacts?__proto__=1', '__proto__'],
    ['an identity that is no phone number', '/v1/contacts?identity=0151', 'identity'],
    ['a time that is none', '/v1/contacts/ctc_1/consent?at=yesterday', 'at'],
    ['a parameter on a call that takes none', '/v1/business?x=1', 'x'],
  ])('%s is refused by its name', async (_what, path, name) => {
    expect((await gateway.call('GET', path)).body).toMatchObject({ status: 422, errors: [{ path: name }] });
  });

  test.each([
    ['longer than 200 characters', 'k'.repeat(201)],
    ['with a space', 'two words'],
    ['empty', ''],
  ])('an Idempotency-Key that is %s is refused by its name', async (_what, key) => {
    const answer = await gateway.call('POST', '/v1/consent', {
      body: grant,
      headers: { 'idempotency-key': key },
    });
    expect(answer.body).toMatchObject({ status: 422, errors: [{ path: 'Idempotency-Key' }] });
  });
});

describe('a webhook that Meta did not send', () => {
  test('without a signature, and with a wrong one, is 401', async () => {
    for (const headers of [{}, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }]) {
      const answer = await gateway.call('POST', '/webhooks/whatsapp', {
        key: null,
        body: { object: 'x' },
        headers,
      });
      expect(answer.status).toBe(401);
    }
  });

  test('with the right signature but no JSON is 400', async () => {
    expect((await gateway.webhook('not json')).status).toBe(400);
  });

  test('with a wrong verify token is 403', async () => {
    const path = '/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1';
    expect((await gateway.call('GET', path, { key: null })).status).toBe(403);
  });
});

test('the handshake with the right token answers with the challenge', async () => {
  const path =
    '/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=sandbox-verify-token&hub.challenge=1158201444';
  expect((await gateway.call('GET', path, { key: null })).body).toBe('1158201444');
});
