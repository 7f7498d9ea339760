import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventHandlers } from '../../../packages/gateway/src/events/handlers.ts';
import { purge } from '../../../packages/gateway/src/intake/purge.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { newCustomer, newWamid } from '../intake/inbox.ts';
import { messages, payload, text } from '../intake/webhooks.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('The event log', () => {
  let gateway: TestGateway;
  let ahead = 0;
  beforeAll(async () => {
    gateway = await startTestGateway({ now: () => new Date(Date.now() + ahead) });
  });
  afterAll(() => gateway.close());

  type Page = {
    events: { id: string; type: string; at: string; data: Record<string, unknown> }[];
    cursor: string;
  };
  const read = async (query: string) => (await gateway.call<Page>('GET', `/v1/events?${query}`)).body;
  const write = (said = 'Hallo', numberId: string = testValues.numberId) =>
    gateway.webhook(
      messages(
        [text(said, { from: newCustomer(), wamid: newWamid(), at: new Date(Date.now() + ahead - 1000) })],
        {
          numberId,
        },
      ),
    );

  test('reads on from its cursor, each event once, the cursor always text', async () => {
    let cursor = (await read('after=latest')).cursor;
    for (let i = 0; i < 5; i += 1) await write();
    const all = await read(`after=${cursor}&limit=1000`);
    const seen: string[] = [];
    for (;;) {
      const page = await read(`after=${cursor}&limit=3`);
      expect(typeof page.cursor).toBe('string');
      if (page.events.length === 0) break;
      expect(page.events.length).toBeLessThanOrEqual(3);
      seen.push(...page.events.map((event) => event.id));
      cursor = page.cursor;
    }
    expect(seen).toEqual(all.events.map((event) => event.id));
    expect(cursor).toBe(all.cursor);
    expect((await read(`after=${cursor}`)).cursor).toBe(cursor);
  });

  test('an empty cursor reads from the oldest event', async () => {
    const [first] = (await read('after=&limit=1')).events;
    const [same] = (await read('limit=1')).events;
    expect(first?.id).toBe(same?.id);
  });

  test('a filtered read goes past what it leaves out', async () => {
    const { cursor } = await read('after=latest');
    await write();
    const page = await read(`after=${cursor}&types=template.updated,contact.erased`);
    expect(page.events).toEqual([]);
    expect(page.cursor).toBe((await read('after=latest')).cursor);
    const opened = await read(`after=${cursor}&types=window.opened`);
    expect(opened.events.map((event) => event.type)).toEqual(['window.opened']);
  });

  test('a key that is bound to a number reads of that number alone', async () => {
    const key = await gateway.makeKey(['messages:read'], { numbers: [testValues.numberId] });
    const { cursor } = await read('after=latest');
    await write('fremd', '300000000000003');
    await write('eigen');
    const { body } = await gateway.call<Page>('GET', `/v1/events?after=${cursor}`, { key });
    expect(JSON.stringify(body.events)).toContain('eigen');
    expect(JSON.stringify(body.events)).not.toContain('fremd');
  });

  test.each(['garbage', '-1', '1.5', '99999999999', 'null'])(
    'the cursor "%s" is refused by its name',
    async (after) => {
      const answer = await gateway.call('GET', `/v1/events?after=${after}`);
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ path: 'after' }]);
    },
  );

  test.each(['limit=0', 'limit=1001', 'wait=61', 'types=message.exploded', 'surprise=1'])(
    '"%s" is refused',
    async (query) => {
      expect((await gateway.call('GET', `/v1/events?${query}`)).status).toBe(422);
    },
  );

  test('a waiting read is answered by the next event of its types', async () => {
    const { cursor } = await read('after=latest');
    const started = Date.now();
    const waiting = read(`after=${cursor}&types=message.received&wait=30`);
    // Something else is committed first, and must not end the wait.
    await gateway.call('PUT', '/v1/tools/test/state/a', { body: { value: 1 } });
    await write('endlich');
    const page = await waiting;
    expect(page.events.map((event) => event.type)).toEqual(['message.received']);
    expect(Date.now() - started).toBeLessThan(20_000);
  });

  test('a waiting read ends empty when its time is over, with a cursor that goes on', async () => {
    const { cursor } = await read('after=latest');
    expect(await read(`after=${cursor}&wait=0.2`)).toEqual({ events: [], cursor });
  });

  test('a waiting read ends when its caller hangs up', async () => {
    const { cursor } = await read('after=latest');
    const caller = new AbortController();
    const waiting = eventHandlers(gateway.runtime).listEvents({
      params: {},
      query: { after: cursor, wait: 60, limit: 100 },
      body: undefined,
      key: { id: 'key', name: 'test', scopes: [], numbers: [], tool: null, sendsPerDay: null },
      language: 'en',
      idempotencyKey: undefined,
      signal: caller.signal,
    });
    const started = Date.now();
    caller.abort();
    expect(await waiting).toEqual({ events: [], cursor });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('never skips an event while many write and one reads', async () => {
    let { cursor } = await read('after=latest');
    const start = cursor;
    const seen: string[] = [];
    let isWriting = true;
    const writers = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 10; i += 1) await write();
    });
    const written = Promise.all(writers).finally(() => {
      isWriting = false;
    });
    for (;;) {
      const wasWriting = isWriting;
      const page = await read(`after=${cursor}&limit=7&wait=0.1`);
      seen.push(...page.events.map((event) => event.id));
      cursor = page.cursor;
      if (!wasWriting && page.events.length === 0) break;
    }
    await written;
    const all = await read(`after=${start}&limit=1000`);
    expect(all.events.filter((event) => event.type === 'message.received')).toHaveLength(80);
    expect(seen).toEqual(all.events.map((event) => event.id));
  });

  test('is kept for 30 days; a cursor from before is answered 410', async () => {
    await write();
    const old = await read('limit=1');
    ahead += 29 * DAY_MS;
    await purge(gateway.runtime);
    expect((await read(`after=${old.cursor}&limit=1`)).events).toHaveLength(1);
    ahead += 2 * DAY_MS;
    await write('danach');
    await purge(gateway.runtime);
    const answer = await gateway.call('GET', `/v1/events?after=${old.cursor}`);
    expect(answer.status).toBe(410);
    expect(answer.body.code).toBe('CURSOR_EXPIRED');
    const kept = await read('after=&limit=1000');
    expect(JSON.stringify(kept.events)).toContain('danach');
    expect(kept.events.every((event) => Date.parse(event.at) > Date.now() + ahead - 30 * DAY_MS)).toBe(true);
    expect(kept.cursor).toBe((await read('after=latest')).cursor);
  });

  test('what webhooks have said is forgotten after 8 days, not before', async () => {
    const count = async () =>
      (await gateway.runtime.store.read.selectFrom('webhook_seen').select('hash').execute()).length;
    await gateway.webhook(payload('a_field_nobody_knows', { x: 1 }));
    ahead += 7.9 * DAY_MS;
    await purge(gateway.runtime);
    expect(await count()).toBeGreaterThan(0);
    ahead += 0.2 * DAY_MS;
    await purge(gateway.runtime);
    expect(await count()).toBe(0);
  });
});
