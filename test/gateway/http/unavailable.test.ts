import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { startGraphStandIn } from '../../support/graph-stand-in.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

describe('a store that cannot be read', () => {
  test('is answered with 503 and when to come back, without a word of its insides', async () => {
    gateway = await startTestGateway();
    await gateway.runtime.store.close();
    for (const [method, path] of [
      ['GET', '/readyz'],
      ['GET', '/v1/contacts'],
      ['POST', '/v1/messages'],
    ] as const) {
      const answer = await gateway.call(method, path, { body: method === 'POST' ? {} : undefined });
      expect(answer.body).toMatchObject({ status: 503, code: 'STORE_UNAVAILABLE' });
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(JSON.stringify(answer.body)).not.toMatch(/sqlite|kysely|driver|database is/i);
      const id = /err_[0-9a-f]+/.exec(answer.body.detail)?.[0] ?? 'none';
      expect(gateway.logged.some((line) => line.includes(id))).toBe(true);
    }
    expect((await gateway.call('GET', '/healthz')).status).toBe(200);
  });
});

describe('readiness', () => {
  test('comes with the catalogue', async () => {
    const graph = await startGraphStandIn();
    gateway = await startTestGateway({ graphUrl: graph.url });
    const answer = await eventually(async () => {
      const asked = await gateway.call('GET', '/readyz', { key: null });
      return asked.status === 200 && asked;
    }, 'the gateway is ready');
    expect(answer.body).toEqual({ status: 'ok', checks: { store: 'ok', templates: 'loaded' } });
    await graph.close();
  });

  test('waits for the catalogue only a while: webhooks must come in when Meta cannot be asked', async () => {
    let ahead = 0;
    gateway = await startTestGateway({ now: () => new Date(Date.now() + ahead) });
    const asked = await gateway.call('GET', '/readyz', { key: null });
    expect(asked.body).toMatchObject({ status: 503, code: 'NOT_READY' });
    expect((await gateway.webhook({ object: 'whatsapp_business_account', entry: [] })).status).toBe(200);
    ahead = 5000;
    const again = await gateway.call('GET', '/readyz', { key: null });
    expect(again.body).toEqual({ status: 'ok', checks: { store: 'ok', templates: 'unavailable' } });
  });
});
