import { afterEach, describe, expect, test } from '@jest/globals';
import { Rates } from '../../../packages/sandbox/src/messages/rates.ts';
import { customers } from '../../support/customers.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { movableClock } from '../../support/movable-clock.ts';

const SECOND = 1_000;

describe('The pace of the outbox', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function start(options: TestGatewayOptions = {}, graph?: GraphStandIn) {
    const played = graph ?? (await startGraphStandIn());
    if (!graph) closing.push(() => played.close());
    const gateway = await startTestGateway({ graphUrl: played.url, ...options });
    closing.push(() => gateway.close());
    return { graph: played, gateway, people: customers(gateway) };
  }
  const send = async (gateway: TestGateway, to: string, words = 'Hallo') => {
    const body = { to, content: { type: 'text', text: words } };
    const answer = await gateway.call('POST', '/v1/messages', { body });
    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'queued', decision: { code: 'SERVICE_REPLY' } },
    });
    return answer.body.id as string;
  };
  const read = async (gateway: TestGateway, id: string) =>
    (await gateway.call('GET', `/v1/messages/${id}`)).body;
  const becomes = (gateway: TestGateway, id: string, wanted: string) =>
    eventually(async () => (await read(gateway, id)).status === wanted, `message ${id} is ${wanted}`);

  test('is never more than Meta takes from a number, whose count is kept apart from ours', async () => {
    const { gateway, graph, people } = await start();
    const rates = new Rates();
    let refused = 0;
    graph.behave = ({ numberId, to, at }) => {
      const code = rates.take(numberId, 'STANDARD', to, at);
      if (code !== undefined) refused += 1;
      return code === undefined ? 'accept' : { reject: code };
    };
    const persons = await Promise.all(Array.from({ length: 240 }, () => people.whoWrote()));
    const begin = Date.now();
    const sent = await Promise.all(persons.map(({ phone }) => send(gateway, phone)));
    await eventually(() => graph.received.filter(({ wamid }) => wamid).length === 240, 'all have gone');
    expect(Date.now() - begin).toBeGreaterThanOrEqual(2 * SECOND);
    // Unpaced it would be 160; on a busy machine two can arrive closer together than they left.
    expect(refused).toBeLessThanOrEqual(2);
    expect(new Set(graph.received.map(({ id }) => id)).size).toBe(sent.length);
  });

  test('lets those who wait for an answer go before a campaign', async () => {
    const { gateway, graph, people } = await start();
    const persons = await Promise.all(Array.from({ length: 120 }, () => people.next()));
    await Promise.all(persons.map((phone) => people.confirms(phone)));
    const content = {
      type: 'template',
      name: 'summer_sale',
      language: 'de',
      variables: { first_name: 'Erika' },
    };
    await Promise.all(persons.map((to) => gateway.call('POST', '/v1/messages', { body: { to, content } })));
    const { phone } = await people.whoWrote();
    const answer = await send(gateway, phone);
    await eventually(() => graph.received.length === 121, 'everything has gone');
    const place = graph.received.findIndex(({ id }) => id === answer);
    expect(place).toBeLessThan(110);
  });

  test('lets 45 messages go to one person, then one in 6 seconds, over a restart too; others go on', async () => {
    const clock = movableClock();
    const { gateway, graph, people } = await start({ now: clock.now });
    const { phone } = await people.whoWrote();
    const ids: string[] = [];
    for (let count = 0; count < 47; count += 1) ids.push(await send(gateway, phone, String(count)));
    const waiting = ids[45] ?? '';
    await eventually(
      async () => (await read(gateway, waiting)).decision.code === 'PAIR_LIMIT',
      'the 46th waits',
    );
    expect(graph.received).toHaveLength(45);
    expect(await read(gateway, waiting)).toMatchObject({ status: 'queued' });
    await becomes(gateway, await send(gateway, (await people.whoWrote()).phone), 'sent');
    await gateway.stop();
    const again = await start({ now: clock.now, dataDir: gateway.dataDir }, graph);
    await becomes(again.gateway, await send(again.gateway, (await again.people.whoWrote()).phone), 'sent');
    expect(graph.received).toHaveLength(47);
    clock.advance(7 * SECOND);
    await again.people.whoWrote();
    await becomes(again.gateway, waiting, 'sent');
    await eventually(
      async () => (await read(again.gateway, ids[46] ?? '')).decision.code === 'PAIR_LIMIT',
      'the 47th waits',
    );
    clock.advance(7 * SECOND);
    await again.people.whoWrote();
    await becomes(again.gateway, ids[46] ?? '', 'sent');
    const words = graph.received.filter(({ to }) => to === phone.slice(1)).map(({ body }) => body.text.body);
    expect(words).toEqual(ids.map((_, index) => String(index)));
  });

  test('heeds Meta when it says that a person gets too much (131056), and gives up in the end', async () => {
    const clock = movableClock();
    const { gateway, graph, people } = await start({ now: clock.now });
    const { phone } = await people.whoWrote();
    graph.behave = ({ to }) => (to === phone.slice(1) ? { reject: 131056 } : undefined);
    const id = await send(gateway, phone);
    const waits: number[] = [];
    for (let count = 1; count <= 5; count += 1) {
      const row = await eventually(async () => {
        const found = await gateway.runtime.store.read
          .selectFrom('message')
          .select(['attempt_at', 'sending_at', 'throttled', 'status'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        return found.throttled === count && found.status === 'queued' && found;
      }, `the message has been refused ${count} times`);
      waits.push(Math.round(((row.attempt_at ?? 0) - (row.sending_at ?? 0)) / SECOND));
      clock.advance((row.attempt_at ?? 0) - clock.now().getTime() + 1);
      await people.whoWrote();
    }
    expect(waits).toEqual([1, 4, 16, 64, 256]);
    await becomes(gateway, id, 'failed');
    expect((await read(gateway, id)).error).toMatchObject({ source: 'meta', code: '131056' });
    expect(graph.received).toHaveLength(6);
  });

  test('has room for so many: 500 that wait for one person, and not one more', async () => {
    const { gateway, people } = await start({ graphUrl: 'http://127.0.0.1:9' });
    const { phone, conversationId, contactId } = await people.whoWrote();
    await send(gateway, phone);
    const fill = (count: number) =>
      gateway.runtime.store.write(async (tx) => {
        const { seq: _, ...row } = await tx
          .selectFrom('message')
          .selectAll()
          .where('conversation_id', '=', conversationId)
          .where('direction', '=', 'outbound')
          .executeTakeFirstOrThrow();
        for (let index = 0; index < count; index += 1)
          await tx
            .insertInto('message')
            .values({ ...row, id: `msg_${index}`, status: 'scheduled', attempt_at: Date.now() + 3_600_000 })
            .execute();
      });
    await fill(498);
    await send(gateway, phone);
    const refused = await gateway.call('POST', '/v1/messages', {
      body: { to: { contactId }, content: { type: 'text', text: 'Zu viel' } },
    });
    expect(refused).toMatchObject({ status: 429, body: { code: 'QUEUE_FULL' } });
    expect(refused.headers.get('retry-after')).toBe('60');
    await send(gateway, (await people.whoWrote()).phone);
  });
});
