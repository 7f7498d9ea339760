import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, payload, status, statuses, text } from './webhooks.ts';

describe('A payload with many items', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  const said = (from = newCustomer()) => ({ from, wamid: newWamid(), at: minutesAgo(1) });
  const rawItems = () => gateway.runtime.store.read.selectFrom('raw_item').selectAll().execute();

  test('loses only the one that can not be read, and keeps that whole', async () => {
    const odd = {
      from: newCustomer(),
      id: newWamid(),
      timestamp: 'yesterday',
      type: 'text',
      text: { body: 'Hm' },
    };
    const told = await receive(gateway, messages([text('eins', said()), odd, text('drei', said())]));
    expect(told.filter(({ type }) => type === 'message.received')).toHaveLength(2);
    expect((await rawItems()).map((row) => JSON.parse(row.payload))).toContainEqual(odd);
  });

  test.each([5_000, 200_000])(
    'loses only what is nested %d levels deep, and keeps it cut',
    async (levels) => {
      const deep = '['.repeat(levels) + ']'.repeat(levels);
      const holed = { ...text('tief', said()), extra: 'DEEP' };
      const body = messages([text('eins', said()), holed]) as { entry: [{ changes: object[] }] };
      body.entry[0].changes.push({ field: 'unheard', value: { x: 'DEEP', levels } });
      const told = await receive(gateway, JSON.stringify(body).replaceAll('"DEEP"', deep));
      expect(told.filter(({ type }) => type === 'message.received')).not.toHaveLength(0);
      const kept = (await rawItems()).filter((row) => row.payload.includes(`"levels":${levels}`));
      expect(kept).toHaveLength(1);
      expect(kept[0]?.payload).toContain('nested too deeply');
    },
  );

  test('under another account id is processed in full, for a number that is ours', async () => {
    const told = await receive(gateway, messages([text('Hallo', said())], { accountId: '999' }));
    expect(one(told, 'message.received').conversation.from).toBe(testValues.numberId);
    const numbers = (await gateway.call('GET', '/v1/numbers')).body.items;
    expect(numbers).toMatchObject([{ id: testValues.numberId, accountId: testValues.accountId }]);
  });

  test('for a number never seen is processed in full, and the number is recorded as receiving only', async () => {
    const place = { accountId: '777', numberId: '200000000000001' };
    const told = await receive(gateway, messages([text('Hallo', said())], place));
    expect(typesOf(told)).toEqual(['number.updated', 'message.received', 'window.opened']);
    expect(one(told, 'number.updated').number).toMatchObject({
      id: '200000000000001',
      accountId: '777',
      state: 'receiving_only',
    });
  });

  test('of a field that is not translated is kept whole, once', async () => {
    const body = payload('brand_new_field', { entity_type: 'BUSINESS' });
    await receive(gateway, body);
    await receive(gateway, body);
    const kept = (await rawItems()).filter((row) => row.field === 'brand_new_field');
    expect(kept).toHaveLength(1);
    expect(JSON.parse(kept[0]?.payload ?? '')).toMatchObject({ entity_type: 'BUSINESS' });
  });

  test('a status of a message that we did not send is kept as external', async () => {
    const at = minutesAgo(1);
    const failed = status('failed', 'wamid.foreign', at, {
      errors: [{ code: 131026, title: 'Undeliverable' }],
    });
    const told = await receive(gateway, statuses([status('sent', 'wamid.foreign', at), failed]));
    expect(told).toEqual([]);
    const rows = await gateway.runtime.store.read
      .selectFrom('external_status')
      .selectAll()
      .orderBy('status')
      .execute();
    expect(rows).toMatchObject([
      {
        wamid: 'wamid.foreign',
        status: 'failed',
        at: at.getTime(),
        error: expect.stringContaining('131026'),
      },
      { wamid: 'wamid.foreign', status: 'sent', at: at.getTime() },
    ]);
  });

  test('the de-duplication notes say nothing of numbers or messages without the key', async () => {
    const rows = await gateway.runtime.store.read.selectFrom('webhook_seen').select('hash').execute();
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash } of rows) expect(hash).toMatch(/^[\w-]{43}$/);
  });
});
