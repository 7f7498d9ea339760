import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testSettings, testValues } from '../../support/gateway.ts';
import { messages, minutesAgo, text } from './webhooks.ts';

describe('A webhook is trusted by its signature alone', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const whatsApp = { ...testSettings('').whatsApp, appSecrets: ['the old secret', testValues.appSecret] };
    gateway = await startTestGateway({ settings: { whatsApp } });
  });
  afterAll(() => gateway.close());

  const body = (wamid: string) => JSON.stringify(messages([text('Hallo', { wamid, at: minutesAgo(1) })]));
  const sign = (bytes: string, secret: string) =>
    `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;
  const post = (rawBody: string, signature?: string) =>
    gateway.call('POST', '/webhooks/whatsapp', {
      rawBody,
      key: null,
      ...(signature === undefined ? {} : { headers: { 'x-hub-signature-256': signature } }),
    });
  const storedRows = async () => {
    const { read } = gateway.runtime.store;
    const tables = ['message', 'contact', 'event', 'raw_item', 'webhook_seen'] as const;
    const counts = await Promise.all(
      tables.map((table) =>
        read
          .selectFrom(table)
          .select((row) => row.fn.countAll().as('n'))
          .executeTakeFirst(),
      ),
    );
    return counts.reduce((sum, row) => sum + Number(row?.n ?? 0), 0);
  };

  test.each([
    ['no signature', undefined],
    ['a signature with another secret', sign(body('wamid.A'), 'somebody else')],
    ['a signature over other bytes', sign(body('wamid.B'), testValues.appSecret)],
    ['something that is no signature', 'sha256=1234'],
  ])('%s is answered 401, and nothing is read', async (_, signature) => {
    const before = await storedRows();
    const answer = await post(body('wamid.A'), signature);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'SIGNATURE_INVALID', status: 401 });
    expect(await storedRows()).toBe(before);
  });

  test('a body that is no JSON is refused for its signature first, and answered 400 once that fits', async () => {
    expect((await post('{"entry":', 'sha256=00')).status).toBe(401);
    const answer = await post('{"entry":', sign('{"entry":', testValues.appSecret));
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('INVALID_JSON');
  });

  test('each of several app secrets is good, so that one can be replaced without a gap', async () => {
    for (const secret of ['the old secret', testValues.appSecret]) {
      const bytes = body(`wamid.${secret.length}`);
      const answer = await post(bytes, sign(bytes, secret));
      expect(answer).toMatchObject({ status: 200, body: {} });
    }
    const rows = await gateway.runtime.store.read.selectFrom('message').select('wamid').execute();
    expect(rows).toHaveLength(2);
  });

  test('more than 3 MB are answered 413', async () => {
    const bytes = ' '.repeat(3 * 1024 * 1024 + 1);
    expect((await post(bytes, sign(bytes, testValues.appSecret))).status).toBe(413);
  });

  test("Meta's verification gets its challenge back, with the right token only", async () => {
    const query = (token: string) =>
      `/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;
    const right = await gateway.call('GET', query(testValues.verifyToken), { key: null });
    expect(right).toMatchObject({ status: 200, body: '1158201444' });
    expect((await gateway.call('GET', query('guess'), { key: null })).status).toBe(403);
    expect((await gateway.call('GET', '/webhooks/whatsapp', { key: null })).status).toBe(403);
  });
});
