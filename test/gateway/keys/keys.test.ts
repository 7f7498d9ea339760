import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const ownText = 'a-key-of-our-own-0123456789-0123456789';

describe('an API key', () => {
  test('is shown once, works at once, and is not among the data', async () => {
    const body = {
      name: 'n8n',
      scopes: ['messages:send', 'contacts:read'],
      tool: 'n8n',
      numbers: [testValues.numberId],
      sendsPerDay: 500,
    };
    const made = await gateway.call('POST', '/v1/keys', { body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ ...body, lastUsedAt: null });
    expect(made.body.key).toMatch(/^prl_[\w-]{43}$/);
    expect((await gateway.call('GET', '/v1/contacts', { key: made.body.key })).status).toBe(200);
    const listed = await gateway.call('GET', '/v1/keys');
    expect(listed.body.items).toContainEqual({ ...made.body, key: undefined });
    const rows = await gateway.runtime.store.read.selectFrom('api_key').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made.body.key);
    expect(JSON.stringify(rows)).not.toContain(testValues.apiKey);
  });

  test('may be a text of one’s own, once', async () => {
    const body = { name: 'own', scopes: ['contacts:read'], key: ownText };
    expect((await gateway.call('POST', '/v1/keys', { body })).body.key).toBe(ownText);
    expect((await gateway.call('GET', '/v1/contacts', { key: ownText })).status).toBe(200);
    expect((await gateway.call('POST', '/v1/keys', { body })).body).toMatchObject({
      status: 409,
      code: 'KEY_EXISTS',
    });
  });

  test.each([
    ['31 characters', { key: 'k'.repeat(31) }, 'key'],
    ['a text that no header carries', { key: `${'k'.repeat(32)} ü` }, 'key'],
    ['a scope that does not exist', { scopes: ['everything'] }, 'scopes[0]'],
    ['no scope', { scopes: [] }, 'scopes'],
    ['a tool that is no name', { tool: 'Slack App' }, 'tool'],
    ['a number that is not there', { numbers: [testValues.numberId, '111'] }, 'numbers[1]'],
    ['less than one send a day', { sendsPerDay: 0 }, 'sendsPerDay'],
  ])('of %s is refused by the name of the field', async (_what, wrong, path) => {
    const body = { name: 'wrong', scopes: ['contacts:read'], ...wrong };
    expect((await gateway.call('POST', '/v1/keys', { body })).body).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
  });

  test('that is revoked is refused from the next call on', async () => {
    const key = await gateway.makeKey(['contacts:read'], { name: 'short-lived' });
    expect((await gateway.call('GET', '/v1/contacts', { key })).status).toBe(200);
    const { items } = (await gateway.call('GET', '/v1/keys')).body;
    const { id } = items.find((item: { name: string }) => item.name === 'short-lived');
    expect((await gateway.call('DELETE', `/v1/keys/${id}`)).status).toBe(204);
    expect((await gateway.call('GET', '/v1/contacts', { key })).status).toBe(401);
    expect((await gateway.call('DELETE', `/v1/keys/${id}`)).status).toBe(404);
  });
});

describe('an admin key that is bound to a number', () => {
  test('makes, sees and revokes keys for that number alone', async () => {
    const other = await gateway.otherNumber();
    const key = await gateway.makeKey(['admin'], { numbers: [testValues.numberId] });
    const make = (numbers?: readonly string[]) =>
      gateway.call('POST', '/v1/keys', { key, body: { name: 'made', scopes: ['messages:send'], numbers } });
    expect((await make([other])).body).toMatchObject({ status: 422, errors: [{ path: 'numbers[0]' }] });
    const { body: made } = await make();
    expect(made.numbers).toEqual([testValues.numberId]);
    expect((await make([])).body.numbers).toEqual([testValues.numberId]);
    await gateway.makeKey(['contacts:read'], { name: 'elsewhere', numbers: [other] });
    const all = (await gateway.call('GET', '/v1/keys')).body.items as { id: string; name: string }[];
    const seen = (await gateway.call('GET', '/v1/keys', { key })).body.items as { numbers: string[] }[];
    expect(new Set(seen.flatMap(({ numbers }) => numbers))).toEqual(new Set([testValues.numberId]));
    for (const foreign of all.filter(({ name }) => name === 'elsewhere' || name === 'first key'))
      expect((await gateway.call('DELETE', `/v1/keys/${foreign.id}`, { key })).status).toBe(404);
    expect((await gateway.call('DELETE', `/v1/keys/${made.id}`, { key })).status).toBe(204);
  });

  test('changes nothing that concerns the other numbers', async () => {
    const key = await gateway.makeKey(['admin'], { numbers: [testValues.numberId] });
    const answer = await gateway.call('PATCH', '/v1/business', { key, body: { stopped: true } });
    expect(answer.body).toMatchObject({ status: 403, code: 'FORBIDDEN_NUMBER' });
    expect((await gateway.call('GET', '/v1/business')).body.stopped).toBe(false);
  });
});

describe('the first key', () => {
  test('may do everything but attest consent', async () => {
    const { items } = (await gateway.call('GET', '/v1/keys')).body;
    const first = items.find((item: { name: string }) => item.name === 'first key');
    expect(first.scopes).toEqual(
      expect.arrayContaining([
        'messages:send',
        'messages:read',
        'contacts:read',
        'contacts:export',
        'contacts:erase',
        'consent:write',
        'templates:read',
        'templates:write',
        'subscriptions',
        'admin',
      ]),
    );
    expect(first.scopes).not.toContain('consent:attest');
  });

  test('is made when none is given, told once, and stays', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'parley-first-key-'));
    const { startGateway } = await import('@parley/gateway');
    const { testSettings } = await import('../../support/gateway.ts');
    const settings = { ...testSettings(dataDir), firstApiKey: undefined, logLevel: 'silent' };
    const first = await startGateway(settings);
    const key = (await first.makeFirstKey()) ?? '';
    expect(key).toMatch(/^prl_/);
    await first.close();
    const second = await startGateway(settings);
    expect(await second.makeFirstKey()).toBeUndefined();
    const answer = await fetch(`${second.url}/v1/keys`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    await second.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('of a changed environment replaces the one before', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'parley-first-key-'));
    const first = await startTestGateway({ dataDir });
    await first.stop();
    const changed = 'a-changed-api-key-0123456789-0123456789';
    const second = await startTestGateway({ dataDir, settings: { firstApiKey: changed } });
    expect((await second.call('GET', '/v1/keys', { key: changed })).status).toBe(200);
    expect((await second.call('GET', '/v1/keys', { key: testValues.apiKey })).status).toBe(401);
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
});
