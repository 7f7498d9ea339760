import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '@parley/core/gateway-api/schema';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const guarded = Object.entries(routes)
  .filter(([, { scope }]) => scope !== 'public' && scope !== 'any')
  .map(
    ([name, { method, path, scope }]) =>
      [name, method, path, scope === 'tool' ? 'tools:slack' : scope] as const,
  );

describe('who may call', () => {
  test.each([
    ['no key', null],
    ['a key that does not exist', 'no-such-key-0123456789-0123456789'],
    ['a key with signs that no key has', 'schlüssel'.replace('ü', '%')],
  ])('%s is 401, and says how to send one', async (_what, key) => {
    const answer = await gateway.call('GET', '/v1/contacts', { key });
    expect(answer.body).toMatchObject({ status: 401, code: 'UNAUTHORIZED' });
    expect(answer.body.remedy).toContain('Bearer');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('another scheme than Bearer is 401', async () => {
    const headers = { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` };
    expect((await gateway.call('GET', '/v1/contacts', { key: null, headers })).status).toBe(401);
  });

  test.each(guarded)('%s without its scope is 403 and names it', async (_name, method, path, scope) => {
    const other = scope === 'subscriptions' ? 'templates:read' : 'subscriptions';
    const key = await gateway.makeKey([other]);
    const url = path.replace('{tool}', 'slack').replaceAll(/\{\w+\}/g, 'x');
    const answer = await gateway.call(method, url, { key, body: method === 'GET' ? undefined : {} });
    expect(answer.body).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(answer.body.detail).toContain(scope);
  });

  test("a tool's key reaches its own part and no other tool's", async () => {
    const key = await gateway.makeKey(['tools:slack']);
    expect((await gateway.call('GET', '/v1/tools/slack/state', { key })).status).toBe(200);
    expect((await gateway.call('GET', '/v1/tools/salesforce/state', { key })).body.detail).toContain(
      'tools:salesforce',
    );
  });

  test('a key that may manage keys may do the part of every tool, but not read people', async () => {
    const key = await gateway.makeKey(['admin']);
    expect((await gateway.call('GET', '/v1/tools/slack/state', { key })).status).toBe(200);
    expect((await gateway.call('GET', '/v1/contacts', { key })).status).toBe(403);
  });
});

describe('the order of the checks', () => {
  test('without a key nobody learns whether the body is readable', async () => {
    const answer = await gateway.call('POST', '/v1/messages', { key: null, rawBody: '{ broken' });
    expect(answer.status).toBe(401);
  });

  test('without the scope nobody learns which fields there are', async () => {
    const key = await gateway.makeKey(['templates:read']);
    expect((await gateway.call('POST', '/v1/messages', { key, body: { nonsense: 1 } })).status).toBe(403);
  });

  test('a body that is too large is told before its content type', async () => {
    const answer = await gateway.call('POST', '/v1/messages', {
      rawBody: 'x'.repeat(1024 * 1024 + 1),
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(413);
  });
});

describe('the language of the words', () => {
  test.each([
    ['de', 'Der API-Schlüssel fehlt'],
    ['de-AT,en;q=0.5', 'Der API-Schlüssel fehlt'],
    ['en;q=0.4, de;q=0.6', 'Der API-Schlüssel fehlt'],
    ['fr, de;q=0, en;q=0.1', 'The API key is missing'],
    ['fr', 'The API key is missing'],
    ['*', 'The API key is missing'],
    [';;q=,,=', 'The API key is missing'],
  ])('Accept-Language "%s" is answered with "%s"', async (accepted, title) => {
    const headers = { 'accept-language': accepted };
    expect((await gateway.call('GET', '/v1/contacts', { key: null, headers })).body.title).toBe(title);
  });

  test('without Accept-Language it is the language of the business', async () => {
    const { body: business } = await gateway.call('PATCH', '/v1/business', { body: { language: 'de' } });
    expect(business.language).toBe('de');
    expect((await gateway.call('GET', '/v1/contacts', { key: null })).body.title).toBe(
      'Der API-Schlüssel fehlt',
    );
    await gateway.call('PATCH', '/v1/business', { body: { language: 'en' } });
  });
});
