import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventuallyHolds } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';
import { messages, minutesAgo, text } from '../intake/webhooks.ts';

describe('The business numbers', () => {
  let graph: GraphStandIn;
  let gateway: TestGateway;
  beforeAll(async () => {
    ({ graph, gateway } = await openMetaLine());
  });
  afterAll(() => closeMetaLine({ graph, gateway }));

  const list = async () => (await gateway.call('GET', '/v1/numbers')).body.items;

  test('are connected by the settings, and described by Meta', async () => {
    await eventuallyHolds(
      async () =>
        expect(await list()).toMatchObject([
          {
            id: testValues.numberId,
            accountId: testValues.accountId,
            displayNumber: '+49 30 123456789',
            verifiedName: 'Muster GmbH',
            quality: 'GREEN',
            messagingLimit: null,
            restriction: null,
            throughput: 'STANDARD',
            state: 'connected',
            stopped: false,
          },
        ]),
      'Meta has described the number',
    );
  });

  test('can be stopped and started again, and tell it', async () => {
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    const path = `/v1/numbers/${testValues.numberId}`;
    for (const stopped of [true, true, false])
      expect((await gateway.call('PATCH', path, { body: { stopped } })).body.stopped).toBe(stopped);
    const told = (await gateway.call('GET', `/v1/events?after=${cursor}&types=number.updated`)).body.events;
    expect(
      told.map((event: { data: { number: { stopped: boolean } } }) => event.data.number.stopped),
    ).toEqual([true, false]);
    expect((await gateway.call('PATCH', '/v1/numbers/1', { body: { stopped: true } })).status).toBe(404);
  });

  test('that nobody has connected receive only: nothing is sent from them', async () => {
    const said = { from: '4915155900000', wamid: 'wamid.ELSEWHERE', at: minutesAgo(1) };
    await gateway.webhook(messages([text('Hallo', said)], { numberId: '777' }));
    expect(await list()).toContainEqual(expect.objectContaining({ id: '777', state: 'receiving_only' }));
    const body = { to: '+4915155900000', content: { type: 'text', text: 'Hallo' } };
    expect(await gateway.call('POST', '/v1/messages', { body: { ...body, from: '777' } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'from' }] },
    });
    expect((await gateway.call('POST', '/v1/messages', { body })).body.code).toBe('NO_CONSENT');
  });
});
