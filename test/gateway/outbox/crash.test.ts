import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { keepHouse } from '../../../packages/gateway/src/outbox/housekeeping.ts';
import { noteMissedWebhook } from '../../../packages/gateway/src/outbox/listening.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';

const MINUTE_MS = 60_000;

/** A clock that a test moves on, beside the real one. */
function movableClock() {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('The outbox over time', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function startGraph(port?: number): Promise<GraphStandIn> {
    const graph = await startGraphStandIn(port);
    closing.push(async () => {
      await graph.close();
      expect(graph.faults).toEqual([]);
    });
    return graph;
  }
  async function startGateway(options: TestGatewayOptions): Promise<TestGateway> {
    const gateway = await startTestGateway(options);
    closing.push(() => gateway.close());
    return gateway;
  }
  const send = async (gateway: TestGateway, to: string, more: object = {}) => {
    const body = { to, content: { type: 'text', text: 'Hallo' }, ...more };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer.status).toBe(202);
    return answer.body.id as string;
  };
  const read = async (gateway: TestGateway, id: string) =>
    (await gateway.call('GET', `/v1/messages/${id}`)).body;
  const becomes = (gateway: TestGateway, id: string, wanted: string) =>
    eventually(async () => (await read(gateway, id)).status === wanted, `${id} is ${wanted}`);
  const eventsOf = async (gateway: TestGateway, type: string, id: string) => {
    const page = await gateway.call('GET', `/v1/events?types=${type}&limit=1000`);
    return page.body.events.filter(
      (event: { data: { message: { id: string } } }) => event.data.message.id === id,
    );
  };

  test('a message that met a closed port goes as soon as WhatsApp is reached', async () => {
    const port = await freePort();
    const gateway = await startGateway({ graphUrl: `http://127.0.0.1:${port}` });
    const { phone } = await customers(gateway).whoWrote();
    const id = await send(gateway, phone);
    await eventually(
      async () =>
        (await gateway.runtime.store.read
          .selectFrom('message')
          .select('attempts')
          .where('id', '=', id)
          .where('attempts', '>=', 1)
          .where('status', '=', 'queued')
          .executeTakeFirst()) !== undefined,
      'the first try has failed',
    );
    const graph = await startGraph(port);
    await becomes(gateway, id, 'sent');
    expect(graph.received.map((message) => message.id)).toEqual([id]);
  });

  test('a message that cannot be handed over for a day is given up in words', async () => {
    const clock = movableClock();
    const graphUrl = `http://127.0.0.1:${await freePort()}`;
    const gateway = await startGateway({ graphUrl, now: clock.now });
    const people = customers(gateway);
    const { phone } = await people.whoWrote();
    const template = { type: 'template', name: 'order_update', language: 'de', variables: {} };
    expect(
      (await gateway.call('POST', '/v1/messages', { body: { to: phone, content: template } })).body.code,
    ).toBe('CATALOGUE_UNAVAILABLE');
    const id = await send(gateway, phone);
    clock.advance(12 * 60 * MINUTE_MS);
    await people.writes(phone, 'Noch da?', clock.now());
    clock.advance(12 * 60 * MINUTE_MS);
    await people.whoWrote();
    await becomes(gateway, id, 'failed');
    expect((await read(gateway, id)).error).toMatchObject({ source: 'gateway', code: 'NOT_REACHED' });
  });

  test('throttling ends after four more tries', async () => {
    const clock = movableClock();
    const graph = await startGraph();
    const gateway = await startGateway({ graphUrl: graph.url, now: clock.now });
    const people = customers(gateway);
    const { phone } = await people.whoWrote();
    graph.behave = () => ({ reject: 130429 });
    const id = await send(gateway, phone);
    for (const [tries, seconds] of [1, 2, 4, 8].entries()) {
      await eventually(() => graph.received.length === tries + 1, `${tries + 1} tries`);
      await becomes(gateway, id, 'queued');
      clock.advance(seconds * 1000);
      await people.whoWrote();
    }
    await becomes(gateway, id, 'failed');
    expect((await read(gateway, id)).error).toMatchObject({ source: 'meta', code: '130429' });
    expect(graph.received).toHaveLength(5);
  });

  test('an unknown message holds up its successors for 30 seconds and no longer', async () => {
    const clock = movableClock();
    const graph = await startGraph();
    const gateway = await startGateway({ graphUrl: graph.url, now: clock.now });
    const people = customers(gateway);
    const { phone } = await people.whoWrote();
    graph.next.push('http500AfterAccept');
    const first = await send(gateway, phone);
    await becomes(gateway, first, 'unknown');
    const second = await send(gateway, phone);
    const other = await send(gateway, (await people.whoWrote()).phone);
    await becomes(gateway, other, 'sent');
    expect((await read(gateway, second)).status).toBe('queued');
    clock.advance(30_000);
    await people.whoWrote();
    await becomes(gateway, second, 'sent');
    expect((await read(gateway, first)).status).toBe('unknown');
  });

  test('what was on the wire when the process ended is unknown at the next start, and not repeated', async () => {
    const graph = await startGraph();
    const before = await startGateway({ graphUrl: graph.url });
    closing.push(async () => rmSync(before.dataDir, { recursive: true, force: true }));
    const { phone } = await customers(before).whoWrote();
    const id = await send(before, phone);
    await becomes(before, id, 'sent');
    await before.stop();
    // As a crash leaves it: claimed, called, and nobody there for the answer.
    const crashed = await startGateway({ graphUrl: graph.url, dataDir: before.dataDir });
    await crashed.runtime.store.write((tx) =>
      tx.updateTable('message').set({ status: 'sending', wamid: null }).where('id', '=', id).execute(),
    );
    await crashed.stop();
    const after = await startGateway({ graphUrl: graph.url, dataDir: before.dataDir });
    await becomes(after, id, 'unknown');
    expect(graph.received).toHaveLength(1);
    expect(await eventsOf(after, 'message.status', id)).not.toHaveLength(0);
  });

  test('an orderly end waits for the call under way and starts no other', async () => {
    const graph = await startGraph();
    const before = await startGateway({ graphUrl: graph.url });
    closing.push(async () => rmSync(before.dataDir, { recursive: true, force: true }));
    const { phone } = await customers(before).whoWrote();
    let answer: () => void = () => {};
    const waiting = new Promise<'accept'>((resolve) => {
      answer = () => resolve('accept');
    });
    graph.behave = () => waiting;
    const first = await send(before, phone);
    const second = await send(before, phone);
    await eventually(() => graph.received.length === 1, 'the call is under way');
    const ending = before.stop();
    answer();
    await ending;
    expect(graph.received).toHaveLength(1);
    const after = await startGateway({ graphUrl: graph.url, dataDir: before.dataDir });
    expect((await read(after, first)).status).toBe('sent');
    await becomes(after, second, 'sent');
    expect(graph.received.map((message) => message.id)).toEqual([first, second]);
  });

  test('a message that stays unknown is told once after ten minutes of listening without a gap', async () => {
    const clock = movableClock();
    const graph = await startGraph();
    const gateway = await startGateway({ graphUrl: graph.url, now: clock.now });
    const startedAt = clock.now();
    const { phone } = await customers(gateway).whoWrote();
    graph.next.push('http500AfterAccept');
    const id = await send(gateway, phone);
    await becomes(gateway, id, 'unknown');
    const lookAgain = () => keepHouse(gateway.runtime, startedAt);
    clock.advance(9 * MINUTE_MS);
    noteMissedWebhook(gateway.runtime);
    clock.advance(2 * MINUTE_MS);
    await lookAgain();
    expect(await eventsOf(gateway, 'message.unknown', id)).toEqual([]);
    clock.advance(8 * MINUTE_MS);
    await lookAgain();
    await lookAgain();
    expect(await eventsOf(gateway, 'message.unknown', id)).toMatchObject([
      { data: { message: { status: 'unknown' }, contact: {}, conversation: {} } },
    ]);
    expect(graph.received).toHaveLength(1);
  });

  test('its caller can ask for one repetition of what stays unknown, as a new message', async () => {
    const clock = movableClock();
    const graph = await startGraph();
    const gateway = await startGateway({ graphUrl: graph.url, now: clock.now });
    const { phone } = await customers(gateway).whoWrote();
    graph.next.push('http500AfterAccept', 'http500AfterAccept');
    const id = await send(gateway, phone, { ifUnknown: 'resend' });
    await becomes(gateway, id, 'unknown');
    for (let round = 0; round < 3; round += 1) {
      clock.advance(11 * MINUTE_MS);
      await keepHouse(gateway.runtime, new Date(0));
      await eventually(() => graph.received.length === 2, 'the copy has gone');
      await eventually(
        async () =>
          (
            await gateway.runtime.store.read
              .selectFrom('message')
              .select('id')
              .where('status', '=', 'unknown')
              .execute()
          ).length === 2,
        'both are unknown',
      );
    }
    expect(graph.received.map((message) => message.id)).toContain(id);
    expect((await read(gateway, id)).status).toBe('unknown');
  });

  test('nothing goes out while the ledger cannot be read: the caller gets 503, the queue waits', async () => {
    const graph = await startGraph();
    const gateway = await startGateway({ graphUrl: graph.url });
    const { phone } = await customers(gateway).whoWrote();
    const { store } = gateway.runtime;
    graph.next.push({ reject: 130429 });
    const queued = await send(gateway, phone);
    await eventually(() => graph.received.length === 1, 'the first try was throttled');
    await store.write(async (tx) => {
      await tx.schema.alterTable('consent_event').renameTo('consent_event_away').execute();
    });
    const body = { to: phone, content: { type: 'text', text: 'Hallo' } };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await eventually(
      () => gateway.logged.some((line) => line.includes('could not be decided; it waits')),
      'the queued one was tried again and left',
    );
    expect(graph.received).toHaveLength(1);
    await store.write(async (tx) => {
      await tx.schema.alterTable('consent_event_away').renameTo('consent_event').execute();
    });
    await becomes(gateway, queued, 'sent');
    expect(graph.received).toHaveLength(2);
  });
});
