import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { customers } from '../../support/customers.ts';
import { eventually, eventuallyHolds } from '../../support/eventually.ts';
import { type TestGateway, testValues } from '../../support/gateway.ts';
import type { GraphStandIn } from '../../support/graph-stand-in.ts';
import { closeMetaLine, openMetaLine } from '../../support/meta-line.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  ({ graph, gateway } = await openMetaLine());
});
afterAll(() => closeMetaLine({ graph, gateway }));

const recategorise = (change: object) =>
  gateway.webhook({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: testValues.accountId,
        changes: [
          {
            field: 'template_category_update',
            value: {
              message_template_id: 1001,
              message_template_name: 'order_update',
              message_template_language: 'de',
              ...change,
            },
          },
        ],
      },
    ],
  });

test('a template that becomes marketing in the middle of a campaign stops for all without that consent', async () => {
  const people = customers(gateway);
  const phones = Array.from({ length: 4 }, () => people.next());
  for (const phone of phones) await people.confirms(phone, 'utility');
  // One of them has agreed to advertising too.
  const [, , , agreed = ''] = phones;
  await people.confirms(agreed, 'marketing');
  const send = (to: string, more: object = {}) =>
    gateway.call('POST', '/v1/messages', {
      body: {
        to,
        content: {
          type: 'template',
          name: 'order_update',
          language: 'de',
          variables: { first_name: 'Erika', order_number: '1' },
        },
        ...more,
      },
    });
  // The rest of the campaign follows a moment later; each was allowed when it was accepted.
  const sendAt = new Date(Date.now() + 4000).toISOString();
  const [first = '', ...rest] = phones;
  const accepted = await Promise.all([send(first), ...rest.map((phone) => send(phone, { sendAt }))]);
  expect(accepted.map(({ status, body }) => [status, body.decision.code])).toEqual(
    phones.map((phone) => [202, phone === first ? 'UTILITY_BASIS' : 'SCHEDULED']),
  );
  await eventually(() => graph.received.length === 1, 'the first is sent');

  // The announcement a day ahead changes nothing yet.
  await recategorise({ new_category: 'UTILITY', correct_category: 'MARKETING' });
  expect((await gateway.call('GET', '/v1/templates/order_update/de')).body.category).toBe('utility');
  await recategorise({ previous_category: 'UTILITY', new_category: 'MARKETING' });

  const ids = accepted.map(({ body }) => body.id as string);
  const ends = () =>
    Promise.all(
      ids.map(async (id) => {
        const { status, error, decision } = (await gateway.call('GET', `/v1/messages/${id}`)).body;
        return [status, error?.source ?? null, decision.code];
      }),
    );
  await eventuallyHolds(
    async () =>
      expect(await ends()).toEqual([
        ['sent', null, 'UTILITY_BASIS'],
        ['failed', 'policy', 'NO_CONSENT'],
        ['failed', 'policy', 'NO_CONSENT'],
        ['sent', null, 'MARKETING_CONSENT'],
      ]),
    'the campaign has ended',
  );
  expect(graph.received.map(({ to }) => `+${to}`)).toEqual([first, agreed]);
});
