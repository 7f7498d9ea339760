import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { receive } from '../intake/inbox.ts';
import { minutesAgo } from '../intake/webhooks.ts';
import { somebody, writes } from './one-person.ts';

const SHOP = testValues.numberId;
const SERVICE = '106540352242944';

let graph: GraphStandIn;
let gateway: TestGateway;
let attester: string;
beforeAll(async () => {
  graph = await startGraphStandIn();
  const about = { accountId: testValues.accountId, token: testValues.accessToken };
  gateway = await startTestGateway({
    graphUrl: graph.url,
    settings: {
      stopConfirmation: false,
      numbers: [
        { id: SHOP, ...about },
        { id: SERVICE, ...about },
      ],
    },
  });
  attester = await gateway.makeKey(['consent:write', 'consent:attest']);
});
afterAll(async () => {
  await gateway.close();
  await graph.close();
  expect(graph.faults).toEqual([]);
});

const send = (to: string, from: string, content: unknown, more: object = {}) =>
  gateway.call('POST', '/v1/messages', { body: { to, from, content, ...more } });
const sale = {
  type: 'template',
  name: 'summer_sale',
  language: 'de',
  variables: { first_name: 'Erika' },
} as const;

test('one customer who writes to two numbers has two conversations and windows, and is one contact with one consent: a STOP on one holds for both', async () => {
  const { phone } = somebody();
  for (const [from, minutes] of [
    [SHOP, 60 * 20],
    [SERVICE, 60 * 30],
  ] as const)
    await receive(
      gateway,
      writes({ phone }, 'Hallo', { at: minutesAgo(minutes), place: { numberId: from } }),
    );
  const { items } = (await gateway.call('GET', `/v1/contacts?identity=${encodeURIComponent(phone)}`)).body;
  expect(items).toHaveLength(1);
  const windows = items[0].conversations.map(
    ({ from, window }: { from: string; window: { open: boolean } }) => [from, window.open],
  );
  expect(Object.fromEntries(windows)).toEqual({ [SHOP]: true, [SERVICE]: false });
  expect((await send(phone, SHOP, { type: 'text', text: 'Gern' })).status).toBe(202);
  expect((await send(phone, SERVICE, { type: 'text', text: 'Gern' })).body.decision.code).toBe(
    'WINDOW_CLOSED',
  );

  const about = {
    contact: phone,
    purpose: 'marketing',
    method: 'web_form',
    source: 'shop',
    textVersion: 'v1',
  };
  const confirm = { ...about, action: 'confirm', occurredAt: minutesAgo(10).toISOString() };
  await gateway.call('POST', '/v1/consent', { key: attester, body: confirm });
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const planned = [await send(phone, SHOP, sale, { sendAt }), await send(phone, SERVICE, sale, { sendAt })];
  expect(planned.map(({ body }) => body.status)).toEqual(['scheduled', 'scheduled']);

  await receive(gateway, writes({ phone }, 'STOP', { at: minutesAgo(1), place: { numberId: SERVICE } }));
  for (const { body } of planned)
    expect((await gateway.call('GET', `/v1/messages/${body.id}`)).body.status).toBe('cancelled');
  for (const from of [SHOP, SERVICE])
    expect((await send(phone, from, sale)).body.decision).toMatchObject({ code: 'STOP_ALL' });
  const { body: contact } = await gateway.call('GET', `/v1/contacts/${items[0].id}`);
  expect(contact.consent.marketing.state).toBe('withdrawn');
  expect(contact.conversations).toHaveLength(2);
});

test('a person known twice keeps a conversation with each number once they are one', async () => {
  const { phone, userId } = somebody();
  await receive(gateway, writes({ phone }, 'An den Laden', { at: minutesAgo(60 * 30) }));
  await receive(gateway, writes({ userId }, 'Auch', { at: minutesAgo(50), place: { numberId: SHOP } }));
  await receive(gateway, writes({ userId }, 'Frage', { at: minutesAgo(40), place: { numberId: SERVICE } }));
  const planned = await send(
    phone,
    SHOP,
    { type: 'text', text: 'Später' },
    { ifWindowClosed: { then: 'hold' } },
  );
  expect(planned.body.status).toBe('held');
  await receive(
    gateway,
    writes({ phone, userId }, 'Beides', { at: minutesAgo(30), place: { numberId: SERVICE } }),
  );
  const { items } = (await gateway.call('GET', `/v1/contacts?identity=${userId}`)).body;
  const windows = items[0].conversations.map(
    ({ from, window }: { from: string; window: { open: boolean } }) => [from, window.open],
  );
  // The window that the user id had opened is the person’s, and what was held for the number goes.
  expect(Object.fromEntries(windows)).toEqual({ [SHOP]: true, [SERVICE]: true });
  const { body: sent } = await gateway.call('GET', `/v1/messages/${planned.body.id}?wait=10`);
  expect(sent.status).toBe('sent');
});
