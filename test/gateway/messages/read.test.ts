import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customers } from '../../support/customers.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { minutesAgo, status, statuses } from '../intake/webhooks.ts';

describe('Reading messages', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  let people: Customers;
  beforeAll(async () => {
    ({ graph, gateway, people } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const send = async (to: string): Promise<string> => {
    const body = { to, content: { type: 'text', text: 'Hallo' } };
    return (await gateway.call('POST', '/v1/messages', { body })).body.id;
  };

  test('waits for a status, and answers as soon as it is there', async () => {
    const id = await send((await people.whoWrote()).phone);
    const sent = await gateway.call('GET', `/v1/messages/${id}?wait=20`);
    const waiting = gateway.call('GET', `/v1/messages/${id}?wait=60&until=delivered`);
    await gateway.webhook(statuses([status('delivered', sent.body.wamid, minutesAgo(0))]));
    expect((await waiting).body.status).toBe('delivered');
  });

  test('answers with what there is when the wait is over, and ends with its caller', async () => {
    const id = await send((await people.whoWrote()).phone);
    await gateway.call('GET', `/v1/messages/${id}?wait=20`);
    const startedAt = performance.now();
    const answer = await gateway.call('GET', `/v1/messages/${id}?wait=0.3&until=read`);
    expect(answer.body.status).toBe('sent');
    expect(performance.now() - startedAt).toBeGreaterThan(250);
    const signal = AbortSignal.timeout(100);
    const path = `/v1/messages/${id}?wait=60&until=read`;
    await expect(gateway.call('GET', path, { signal })).rejects.toThrow();
  });

  test('lists all of them in the order of acceptance, page by page', async () => {
    const { phone, messageId } = await people.whoWrote();
    const ids = [messageId, await send(phone), await send(phone)];
    const found: string[] = [];
    for (let after = ''; ; ) {
      const { body } = await gateway.call('GET', `/v1/messages?limit=2&after=${after}`);
      found.push(...body.items.map((item: { id: string }) => item.id));
      if (body.cursor === null) break;
      after = body.cursor;
    }
    expect(found.slice(-3)).toEqual(ids);
    expect(new Set(found).size).toBe(found.length);
    expect((await gateway.call('GET', '/v1/messages?after=x')).status).toBe(422);
  });

  test('says 404 for what is not there, and shows a key the numbers that it is for only', async () => {
    const id = await send((await people.whoWrote()).phone);
    expect((await gateway.call('GET', '/v1/messages/msg_0')).status).toBe(404);
    const key = await gateway.makeKey(['messages:read'], { numbers: [await gateway.otherNumber()] });
    expect((await gateway.call('GET', `/v1/messages/${id}`, { key })).status).toBe(403);
    expect((await gateway.call('GET', '/v1/messages', { key })).body.items).toEqual([]);
  });
});
