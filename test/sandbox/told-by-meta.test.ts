import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aSandbox, NUMBER_ID, PHONE, type SandboxUnderTest, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';

let sandbox: SandboxUnderTest;
beforeEach(async () => {
  sandbox = await aSandbox();
});
afterEach(() => sandbox.close());

const aText = { type: 'text', text: { body: 'Hallo' } };
const sale = {
  type: 'template',
  template: {
    name: 'summer_sale',
    language: { code: 'de' },
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://shop.example/sale.jpg' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Erika' }] },
    ],
  },
};
const settings = (body: unknown) => sandbox.call('POST', '/sandbox/settings', body);
const webhook = (body: unknown) => sandbox.call('POST', '/sandbox/webhooks', body);
const standing = (body: unknown) => sandbox.call('POST', `/sandbox/numbers/${NUMBER_ID}/standing`, body);

/** The changes of that field that the receiver has got so far. */
const changesOf = (field: string) => sandbox.receiver.values(field);
const change = (field: string, count = 1) =>
  until(() => {
    const found = changesOf(field);
    return found.length >= count ? found : undefined;
  }, `${count} of ${field}`);

describe('a person whom messages do not reach', () => {
  const reach = (messages: string) => sandbox.customer('reach', { messages });

  test.each([
    ['undeliverable', aText, 131026],
    ['undeliverable', sale, 131026],
    ['marketing_capped', sale, 131049],
  ])('%s', async (messages, message, code) => {
    await sandbox.customer('messages', { text: 'Hallo' });
    await reach(messages);
    const answer = await sandbox.send(message);
    expect(answer.status).toBe(200);
    expect(await sandbox.receiver.status(wamidOf(answer), 'failed')).toMatchObject({
      errors: [{ code, title: expect.any(String) }],
    });
  });

  test('capped for marketing alone still gets an answer, and everything again once it is over', async () => {
    await sandbox.customer('messages', { text: 'Hallo' });
    await reach('marketing_capped');
    await sandbox.receiver.status(wamidOf(await sandbox.send(aText)), 'delivered');
    await reach('usual');
    await sandbox.receiver.status(wamidOf(await sandbox.send(sale)), 'delivered');
  });

  test('whose identity is not the one that the sender means', async () => {
    await sandbox.customer('messages', { text: 'Hallo' });
    const guarded = (hash: string) => sandbox.send({ ...aText, recipient_identity_key_hash: hash });
    await sandbox.receiver.status(wamidOf(await guarded('what-nobody-knows-yet')), 'delivered');
    await sandbox.customer('changes', { type: 'identity' });
    const { hash } = await until(
      () =>
        sandbox.receiver
          .messages()
          .map(({ identity }) => identity as { hash: string } | undefined)
          .find((identity) => identity !== undefined),
      'the new identity',
    );
    expect(await sandbox.receiver.status(wamidOf(await guarded('the-old-one')), 'failed')).toMatchObject({
      errors: [{ code: 137000 }],
    });
    await sandbox.receiver.status(wamidOf(await guarded(hash)), 'delivered');
  });

  test('any code follows as a fault', async () => {
    await sandbox.customer('messages', { text: 'Hallo' });
    await sandbox.call('POST', '/sandbox/faults', { on: 'send', fault: 'failed', code: 131050 });
    expect(await sandbox.receiver.status(wamidOf(await sandbox.send(aText)), 'failed')).toMatchObject({
      errors: [{ code: 131050 }],
    });
  });
});

describe('what a status says beside how far the message has come', () => {
  test('until v23 a conversation of its own, with its end when it is sent; since v24 none', async () => {
    await sandbox.customer('messages', { text: 'Hallo' });
    const token = { authorization: 'Bearer sandbox-access-token' };
    const sent = (version: string) =>
      sandbox.call(
        'POST',
        `/${version}/${NUMBER_ID}/messages`,
        { messaging_product: 'whatsapp', to: PHONE, ...aText },
        token,
      );
    const [old, other, recent] = [await sent('v23.0'), await sent('v22.0'), await sent('v24.0')].map(wamidOf);
    const first = await sandbox.receiver.status(old ?? '', 'sent');
    expect(first.conversation).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      expiration_timestamp: expect.stringMatching(/^\d+$/),
      origin: { type: 'service' },
    });
    const { conversation } = await sandbox.receiver.status(old ?? '', 'delivered');
    expect(conversation).toEqual({
      id: (first.conversation as { id: string }).id,
      origin: { type: 'service' },
    });
    const second = await sandbox.receiver.status(other ?? '', 'sent');
    expect((second.conversation as { id: string }).id).not.toBe((first.conversation as { id: string }).id);
    expect(await sandbox.receiver.status(recent ?? '', 'delivered')).not.toHaveProperty('conversation');
  });

  test('nothing to pay for 72 hours from the first answer to whoever came by an advertisement', async () => {
    const phone = '4915277777701';
    const referral = { source_type: 'ad', source_id: '120', ctwa_clid: 'Aff' };
    await sandbox.customer('messages', { text: 'Was kostet die Lampe?', referral, ageHours: 2 }, phone);
    const before = Math.floor(Date.now() / 1000);
    const answer = async (body: string) =>
      wamidOf(await sandbox.send({ to: phone, type: 'text', text: { body } }));
    const first = await sandbox.receiver.status(await answer('49 Euro.'), 'sent');
    expect(first).toMatchObject({
      pricing: { billable: false, type: 'free_entry_point', category: 'referral_conversion' },
      conversation: { origin: { type: 'referral_conversion' } },
    });
    const { expiration_timestamp: ends, id } = first.conversation as Record<string, string>;
    expect(Number(ends) - 72 * 3600).toBeGreaterThanOrEqual(before);
    expect(Number(ends) - 72 * 3600).toBeLessThanOrEqual(Date.now() / 1000);
    const second = await sandbox.receiver.status(await answer('Noch Fragen?'), 'sent');
    expect(second.conversation).toMatchObject({ id, expiration_timestamp: ends });
    const late = '4915277777702';
    await sandbox.customer('messages', { text: 'Hallo', referral, ageHours: 25 }, late);
    await sandbox.customer('messages', { text: 'Noch da?' }, late);
    const tooLate = wamidOf(await sandbox.send({ to: late, type: 'text', text: { body: 'Ja' } }));
    expect(await sandbox.receiver.status(tooLate, 'sent')).not.toHaveProperty('conversation');
  });

  test('a price by the rules of the day that is played', async () => {
    await sandbox.customer('messages', { text: 'Hallo' });
    const utility = {
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    };
    const priceOf = async () => {
      const { pricing } = await sandbox.receiver.status(wamidOf(await sandbox.send(utility)), 'delivered');
      return pricing;
    };
    expect(await settings({ servicePricedFrom: '2999-01-01' })).toMatchObject({ status: 200 });
    expect(await priceOf()).toMatchObject({ billable: false, type: 'free_customer_service' });
    await settings({ servicePricedFrom: '2026-10-01' });
    expect(await priceOf()).toMatchObject({ billable: true, type: 'regular', category: 'utility' });
  });

  test('no user id at all, when the time before them is played', async () => {
    await settings({ userIds: false });
    await sandbox.customer('messages', { text: 'Hallo', userId: 'DE.4711' });
    await sandbox.receiver.status(wamidOf(await sandbox.send(aText)), 'delivered');
    expect(JSON.stringify(sandbox.receiver.received.map(({ changes }) => changes))).not.toContain('user_id');
    await settings({ userIds: true });
    await sandbox.customer('messages', { text: 'Noch da?' });
    await until(
      () => JSON.stringify(sandbox.receiver.received.at(-1)?.changes).includes('DE.4711'),
      'the user id',
    );
  });
});

describe('what Meta says of numbers and accounts', () => {
  type Standing = { limit?: string; quality?: string; throughput?: string };
  test.each<[Standing, string, string]>([
    [{ limit: 'TIER_10K' }, 'DOWNGRADE', 'TIER_10K'],
    [{ limit: 'TIER_UNLIMITED' }, 'UPGRADE', 'TIER_UNLIMITED'],
    [{ quality: 'RED' }, 'FLAGGED', 'TIER_100K'],
    [{ throughput: 'HIGH' }, 'THROUGHPUT_UPGRADE', 'TIER_100K'],
  ])('%p is told as %s, and read back', async (body, event, limit) => {
    expect((await standing(body)).body).toMatchObject(body);
    const [told] = await change('phone_number_quality_update');
    expect(told).toMatchObject({ event, max_daily_conversations_per_business: limit });
    const fields = 'quality_rating,throughput,whatsapp_business_manager_messaging_limit';
    expect((await sandbox.graph('GET', `${NUMBER_ID}?fields=${fields}`)).body).toMatchObject({
      quality_rating: body.quality ?? 'GREEN',
      throughput: { level: body.throughput ?? 'STANDARD' },
      whatsapp_business_manager_messaging_limit: limit,
    });
  });

  test('a number that is no longer red is not flagged any more', async () => {
    await standing({ quality: 'RED' });
    await standing({ quality: 'GREEN' });
    const told = await change('phone_number_quality_update', 2);
    expect(told.map(({ event }) => event)).toEqual(['FLAGGED', 'UNFLAGGED']);
  });

  test('anything can be said of the account, or of a number with its metadata', async () => {
    await webhook({ field: 'account_update', value: { event: 'ACCOUNT_DELETED' } });
    const [account] = await change('account_update');
    expect(account).toEqual({ event: 'ACCOUNT_DELETED' });
    await webhook({ field: 'calls', number: NUMBER_ID, value: { calls: [] } });
    const [calls] = await change('calls');
    expect(calls).toMatchObject({ metadata: { phone_number_id: NUMBER_ID }, calls: [] });
  });

  test.each([
    ['/sandbox/webhooks', { field: 'Account Update', value: {} }, 422, 'field'],
    ['/sandbox/webhooks', { field: 'account_update' }, 422, 'value'],
    ['/sandbox/webhooks', { field: 'calls', value: {}, number: '1' }, 404, 'number'],
    [`/sandbox/numbers/${NUMBER_ID}/standing`, { quality: 'BLUE' }, 422, 'quality'],
    ['/sandbox/numbers/1/standing', { quality: 'RED' }, 404, 'number'],
    ['/sandbox/settings', { servicePricedFrom: 'soon' }, 422, 'servicePricedFrom'],
    ['/sandbox/settings', { userIds: 'yes' }, 422, 'userIds'],
    [`/sandbox/customers/${PHONE}/reach`, { messages: 'sometimes' }, 422, 'messages'],
  ])('%s refuses %p and says why', async (path, body, status, names) => {
    const answer = await sandbox.call('POST', path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toContain(names);
  });
});

describe('faults of webhooks hold for every kind', () => {
  const fault = (name: string, more = {}) =>
    sandbox.call('POST', '/sandbox/faults', { on: 'webhook', fault: name, ...more });
  const says = (event: string) => webhook({ field: 'account_update', value: { event } });

  test('a duplicate comes twice', async () => {
    await fault('duplicate');
    await says('ACCOUNT_DELETED');
    expect(await change('account_update', 2)).toHaveLength(2);
  });

  test('one that is reordered comes after the next', async () => {
    await fault('reorder', { delayMs: 60_000 });
    await says('PARTNER_ADDED');
    await says('PARTNER_REMOVED');
    const told = await change('account_update', 2);
    expect(told.map(({ event }) => event)).toEqual(['PARTNER_REMOVED', 'PARTNER_ADDED']);
  });

  test('one that is delayed lets others pass', async () => {
    await fault('delay', { delayMs: 300 });
    await says('PARTNER_ADDED');
    await standing({ quality: 'RED' });
    await change('phone_number_quality_update');
    expect(changesOf('account_update')).toEqual([]);
    await change('account_update');
  });

  test('a batch brings accounts, templates, messages and statuses in one request', async () => {
    await fault('batch', { delayMs: 300 });
    await says('PARTNER_ADDED');
    await sandbox.customer('messages', { text: 'Hallo' });
    await standing({ quality: 'RED' });
    await change('account_update');
    const batch = sandbox.receiver.received.find(({ changes }) =>
      changes.some(({ field }) => field === 'account_update'),
    );
    const fields = batch?.changes.map(({ field }) => field) ?? [];
    expect(fields).toEqual(
      expect.arrayContaining(['account_update', 'messages', 'phone_number_quality_update']),
    );
  });
});
