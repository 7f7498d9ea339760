import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';

describe("A tool's own state", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  const path = (key: string, tool = 'slack') => `/v1/tools/${tool}/state/${encodeURIComponent(key)}`;
  const put = (key: string, body: Record<string, unknown>) => gateway.call('PUT', path(key), { body });
  const get = (key: string) => gateway.call('GET', path(key));

  test('is read as it was written, whatever the JSON and the key', async () => {
    await fc.assert(
      fc.asyncProperty(
        // A key of this name is refused wherever it stands: it would reach for the object's own making.
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"__proto__":')),
        fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
        async (value, name) => {
          const key = `any ${name}`;
          expect((await put(key, { value })).status).toBe(200);
          const read = await get(key);
          expect(read.body.key).toBe(key);
          expect(read.body.value).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
      { numRuns: 20, endOnFailure: true },
    );
  });

  test('grows by a version with each write', async () => {
    expect((await put('cursor', { value: 'a' })).body).toEqual({ key: 'cursor', version: 1 });
    expect((await put('cursor', { value: 'b' })).body).toEqual({ key: 'cursor', version: 2 });
    expect((await get('cursor')).body).toEqual({ key: 'cursor', value: 'b', version: 2, contactId: null });
  });

  test('is written only over the version that the caller saw', async () => {
    expect((await put('claim', { value: 1, ifVersion: 0 })).status).toBe(200);
    for (const ifVersion of [0, 2]) {
      const answer = await put('claim', { value: 'late', ifVersion });
      expect(answer).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT' } });
    }
    expect((await put('claim', { value: 2, ifVersion: 1 })).body.version).toBe(2);
    expect((await get('claim')).body.value).toBe(2);
  });

  test('lets exactly one of many win who write at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => put('race', { value: i, ifVersion: 0 })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array(9).fill(409)]);
    const winner = answers.findIndex((answer) => answer.status === 200);
    expect((await get('race')).body.value).toBe(winner);
  });

  test('may have 64 KB of JSON, and a byte more is refused with the limit', async () => {
    const fits = 'x'.repeat(64 * 1024 - 2);
    expect((await put('large', { value: fits })).status).toBe(200);
    const answer = await put('large', { value: `${fits}x` });
    expect(answer.status).toBe(413);
    expect(answer.body.detail).toContain('65536');
    expect((await get('large')).body.value).toBe(fits);
    // Umlauts have two bytes each.
    expect((await put('large', { value: 'ä'.repeat(32 * 1024) })).status).toBe(413);
  });

  test('is stored encrypted', async () => {
    await put('token', { value: { installation: 'xoxb-geheim' } });
    const row = await gateway.runtime.store.read
      .selectFrom('tool_state')
      .select('value')
      .where('key', '=', 'token')
      .executeTakeFirstOrThrow();
    expect(row.value).not.toContain('geheim');
    expect(Buffer.from(row.value, 'base64').toString('latin1')).not.toContain('geheim');
  });

  test('is listed by prefix, page by page, every key once', async () => {
    const keys = ['T1:C1', 'T1:C2', 'T1:Ü', 'T1%', 'T10', 'T2:C1'].map((key) => `list/${key}`);
    for (const key of keys) await put(key, { value: key });
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const prefix = encodeURIComponent('list/T1');
      const { body } = await gateway.call('GET', `/v1/tools/slack/state?prefix=${prefix}&limit=2${next}`);
      found.push(...body.items.map((item: { value: string }) => item.value));
      cursor = body.cursor;
    }
    expect(found.toSorted()).toEqual(keys.filter((key) => key.startsWith('list/T1')).toSorted());
  });

  test('belongs to its tool', async () => {
    await gateway.call('PUT', path('same', 'n8n'), { body: { value: 'theirs' } });
    await put('same', { value: 'ours' });
    expect((await gateway.call('GET', path('same', 'n8n'))).body.value).toBe('theirs');
    const stranger = await gateway.makeKey(['tools:n8n']);
    expect((await gateway.call('GET', path('same'), { key: stranger })).status).toBe(403);
  });

  test('is gone once deleted, and deleting it again is no error', async () => {
    await put('gone', { value: 1 });
    for (let i = 0; i < 2; i += 1) expect((await gateway.call('DELETE', path('gone'))).status).toBe(204);
    expect((await get('gone')).status).toBe(404);
  });

  test.each([
    ['a contact that is not there', 'tied', { value: 1, contactId: 'ctc_nobody' }, 'contactId'],
    ['no value', 'tied', {}, 'value'],
    ['an unknown field', 'tied', { value: 1, ttl: 5 }, 'ttl'],
    ['too long a key', 'k'.repeat(201), { value: 1 }, 'key'],
  ])('with %s is refused by the name of the field', async (_, key, body, field) => {
    const answer = await put(key, body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body.errors)).toContain(field);
    expect((await get(key.slice(0, 200))).status).toBe(404);
  });
});
