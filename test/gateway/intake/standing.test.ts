import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { webhookSample } from '../../support/webhook-samples.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, text } from './webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  graph = await startGraphStandIn();
  graph.number = { ...graph.number, display_phone_number: '+49 30 9018 2099' };
  gateway = await startTestGateway({ graphUrl: graph.url });
  await gateway.call('POST', '/v1/templates/sync');
  await gateway.call('GET', '/v1/numbers');
  // Meta names a number by its digits alone: they are known from the first message.
  await receive(
    gateway,
    messages([text('Hallo', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) })]),
  );
});
afterAll(async () => {
  await gateway.close();
  expect(graph.faults).toEqual([]);
  await graph.close();
});

const number = async () => {
  const { body } = await gateway.call('GET', '/v1/numbers');
  return body.items.find((entry: { id: string }) => entry.id === testValues.numberId);
};
const rawOf = (field: string) =>
  gateway.runtime.store.read.selectFrom('raw_item').selectAll().where('field', '=', field).execute();
const account = (value: Record<string, unknown>, time?: number, id: string = testValues.accountId) => ({
  object: 'whatsapp_business_account',
  entry: [{ id, ...(time ? { time } : {}), changes: [{ field: 'account_update', value }] }],
});
const HOUR = 60 * 60;
const inSeconds = (ahead: number) => Math.floor(Date.now() / 1000) + ahead;
const restriction = (type: string, expiration: number) => ({
  event: 'ACCOUNT_RESTRICTION',
  restriction_info: [{ restriction_type: type, expiration }],
});
const BIZ = 'RESTRICTED_BIZ_INITIATED_MESSAGING';

describe('What Meta decides about an account', () => {
  test('holds for its numbers at once and is told with each, once', async () => {
    const told = await receive(gateway, account(restriction(BIZ, inSeconds(24 * HOUR)), inSeconds(-60)));
    expect(one(told, 'number.updated')).toMatchObject({
      number: { id: testValues.numberId, restriction: BIZ },
      change: { account: 'ACCOUNT_RESTRICTION', restriction: BIZ },
    });
    expect(await number()).toMatchObject({ restriction: BIZ });
  });

  test('is told once, however often the webhook comes', async () => {
    const again = account(restriction(BIZ, inSeconds(24 * HOUR)), inSeconds(-50));
    await receive(gateway, again);
    expect(await receive(gateway, again)).toEqual([]);
  });

  test('is not undone by older news that come late', async () => {
    const late = account({ event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, inSeconds(-3600));
    expect(await receive(gateway, late)).toEqual([]);
    expect(await number()).toMatchObject({ restriction: BIZ });
    expect(await rawOf('account')).toHaveLength(1);
  });

  test('is over once Meta lists no restriction any more', async () => {
    await receive(gateway, account({ event: 'ACCOUNT_RESTRICTION', restriction_info: [] }, inSeconds(-40)));
    expect(await number()).toMatchObject({ restriction: null });
  });

  test('a restriction of something else than messages forbids none', async () => {
    await receive(
      gateway,
      account(restriction('RESTRICTED_ADD_PHONE_NUMBER_ACTION', inSeconds(HOUR)), inSeconds(-30)),
    );
    expect(await number()).toMatchObject({ restriction: null });
  });

  test('a ban stands above everything, until the account is reinstated', async () => {
    const ban = (state: string) => ({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } });
    await receive(gateway, account(ban('SCHEDULE_FOR_DISABLE'), inSeconds(-25)));
    expect(await number()).toMatchObject({ restriction: null });
    await receive(gateway, account(ban('DISABLE'), inSeconds(-20)));
    expect(await number()).toMatchObject({ restriction: 'DISABLED' });
    await receive(gateway, account(ban('REINSTATE'), inSeconds(-10)));
    expect(await number()).toMatchObject({ restriction: null });
  });

  test('news without Meta’s time count in the order in which they come', async () => {
    await receive(gateway, account(restriction(BIZ, inSeconds(HOUR))));
    expect(await number()).toMatchObject({ restriction: BIZ });
    await receive(gateway, account({ event: 'ACCOUNT_RESTRICTION', restriction_info: [] }));
    expect(await number()).toMatchObject({ restriction: null });
  });

  test.each([
    ['Account reviewed', { accountReview: 'APPROVED' }],
    ['Alert', { alert: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED', severity: 'CRITICAL' }],
    ['Capability as a tier', { limit: 'TIER_2K' }],
    ['Country of the business', { account: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE' }],
  ])('%s is told with its numbers', async (name, change) => {
    expect(one(await receive(gateway, webhookSample(name)), 'number.updated')).toMatchObject({ change });
  });

  test.each([
    [-1, 'TIER_UNLIMITED'],
    [250, 'TIER_250'],
    [2000, 'TIER_2K'],
    [100000, 'TIER_100K'],
  ])('a limit of %i people is %s', async (limit, tier) => {
    const value = { max_daily_conversations_per_business: limit };
    const body = {
      entry: [{ id: testValues.accountId, changes: [{ field: 'business_capability_update', value }] }],
    };
    await receive(gateway, body);
    expect(await number()).toMatchObject({ messagingLimit: tier });
  });

  test('about an account without numbers of ours is kept, and told to nobody', async () => {
    expect(await receive(gateway, account({ event: 'ACCOUNT_DELETED' }, inSeconds(-5), '777'))).toEqual([]);
    expect((await rawOf('account')).map(({ account_id }) => account_id)).toContain('777');
  });
});

describe('What Meta reports of a number', () => {
  test.each([
    ['PIN changed', { security: 'PIN_CHANGED' }],
    ['Username approved', { username: 'beispiel.gmbh', usernameStatus: 'approved' }],
    ['Settings', { settings: 'phone_settings' }],
    ['Trouble of a number', { error: '131031', reason: 'The account has been locked.' }],
  ])('%s is told', async (name, change) => {
    expect(one(await receive(gateway, webhookSample(name)), 'number.updated')).toMatchObject({ change });
  });

  test('a flag stays until Meta takes it away', async () => {
    const flag = (event: string) => ({
      entry: [
        {
          id: testValues.accountId,
          changes: [
            { field: 'phone_number_quality_update', value: { display_phone_number: '493090182099', event } },
          ],
        },
      ],
    });
    const flagged = async () =>
      (
        await gateway.runtime.store.read
          .selectFrom('business_number')
          .select('flagged')
          .where('id', '=', testValues.numberId)
          .executeTakeFirstOrThrow()
      ).flagged;
    await receive(gateway, flag('FLAGGED'));
    expect(await flagged()).toBe(1);
    await receive(gateway, flag('UNFLAGGED'));
    expect(await flagged()).toBe(0);
  });
});

test('a template that becomes advertising in mid campaign goes to nobody who did not agree to that', async () => {
  const from = newCustomer();
  await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })]));
  const sent = await gateway.call('POST', '/v1/messages', {
    body: {
      to: `+${from}`,
      content: {
        type: 'template',
        name: 'order_update',
        language: 'de',
        variables: { first_name: 'Erika', order_number: 'A-1' },
      },
      sendAt: new Date(Date.now() + 1500).toISOString(),
    },
  });
  expect(sent).toMatchObject({ status: 202, body: { status: 'scheduled' } });
  const value = {
    message_template_id: 1001,
    message_template_name: 'order_update',
    message_template_language: 'de',
    previous_category: 'UTILITY',
    new_category: 'MARKETING',
  };
  const change = { field: 'template_category_update', value };
  const told = await receive(gateway, { entry: [{ id: testValues.accountId, changes: [change] }] });
  expect(typesOf(told)).toEqual(['template.updated']);
  const ended = await eventually(async () => {
    const { body } = await gateway.call('GET', `/v1/messages/${sent.body.id}`);
    return body.status === 'scheduled' || body.status === 'queued' ? undefined : body;
  }, 'the message has gone or was refused');
  expect(ended).toMatchObject({ status: 'failed', error: { source: 'policy', code: 'NO_CONSENT' } });
  expect(graph.received).toEqual([]);
});
