import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RawItem } from '@parley/core/gateway-api';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, payload, text } from '../intake/webhooks.ts';

let gateway: TestGateway;
let other: string;
beforeAll(async () => {
  gateway = await startTestGateway();
  other = await gateway.otherNumber();
});
afterAll(() => gateway.close());

let calls = 0;
const call = (from: string, numberId: string = testValues.numberId) =>
  receive(
    gateway,
    payload(
      'calls',
      {
        calls: [
          {
            id: `wacid.RAW${++calls}`,
            from,
            timestamp: '1763800000',
            event: 'terminate',
            direction: 'USER_INITIATED',
          },
        ],
      },
      { numberId },
    ),
  );
const list = async (query = '', key?: string): Promise<{ items: RawItem[]; cursor: string | null }> =>
  (await gateway.call('GET', `/v1/raw-items${query}`, key === undefined ? {} : { key })).body;

describe('What is kept raw', () => {
  test('is listed by what it is, the newest first, page by page, without what it says', async () => {
    const from = newCustomer();
    for (let count = 0; count < 3; count += 1) await call(from);
    const first = await list('?field=calls&limit=2');
    const all = await list(`?field=call_update&number=${testValues.numberId}&reason=outside&limit=2`);
    expect(first.items).toEqual([]);
    expect(all.items).toHaveLength(2);
    const rest = await list(`?field=call_update&limit=2&cursor=${all.cursor}`);
    expect(rest).toMatchObject({ items: [{ field: 'call_update' }], cursor: null });
    const ids = [...all.items, ...rest.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(JSON.stringify(all)).not.toContain(from);
    const [newest] = all.items;
    const { body } = await gateway.call('GET', `/v1/raw-items/${newest?.id}`);
    expect(body).toMatchObject({ ...newest, payload: { from, event: 'terminate' } });
    expect(body.bytes).toBe(JSON.stringify(body.payload).length);
  });

  test('is for keys that manage the gateway, and for a bound one only what came for its numbers', async () => {
    await call(newCustomer(), other);
    const [foreign] = (await list(`?number=${other}`)).items;
    const bound = await gateway.makeKey(['admin'], { numbers: [testValues.numberId] });
    expect((await list(`?number=${other}`, bound)).items).toEqual([]);
    expect((await gateway.call('GET', `/v1/raw-items/${foreign?.id}`, { key: bound })).status).toBe(404);
    expect((await gateway.call('GET', `/v1/raw-items/${foreign?.id}`)).status).toBe(200);
    const reader = await gateway.makeKey(['messages:read', 'contacts:read']);
    expect((await gateway.call('GET', '/v1/raw-items', { key: reader })).status).toBe(403);
    expect((await gateway.call('GET', `/v1/raw-items/${foreign?.id}`, { key: reader })).status).toBe(403);
  });

  test.each(['limit=0', 'limit=201', 'reason=because', 'field=', 'surprise=1'])(
    'is not listed by "%s", which is named',
    async (query) => {
      const answer = await gateway.call('GET', `/v1/raw-items?${query}`);
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, query.split('=')[0]]);
    },
  );

  test('and is not there is not found', async () => {
    expect((await gateway.call('GET', '/v1/raw-items/raw_nothing')).body.code).toBe('NOT_FOUND');
  });

  test('goes with the person it is about, together with the events that told of it', async () => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })]));
    const [told] = await call(from);
    const { rawItemId } = (told?.data.change ?? {}) as { rawItemId?: string };
    expect((await gateway.call('GET', `/v1/raw-items/${rawItemId}`)).status).toBe(200);
    expect((await gateway.call('DELETE', `/v1/contacts/${told?.data.contact.id}`)).status).toBe(200);
    expect((await gateway.call('GET', `/v1/raw-items/${rawItemId}`)).status).toBe(404);
    const { events } = (await gateway.call('GET', '/v1/events?types=conversation.updated&limit=1000')).body;
    expect(JSON.stringify(events)).not.toContain(rawItemId);
  });
});
