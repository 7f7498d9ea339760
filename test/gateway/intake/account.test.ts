import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { newCustomer, newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, status, statuses, tap, text } from './webhooks.ts';

let graph: GraphStandIn;
let gateway: TestGateway;
beforeAll(async () => {
  graph = await startGraphStandIn();
  gateway = await startTestGateway({ graphUrl: graph.url });
  await gateway.call('POST', '/v1/templates/sync');
});
afterAll(async () => {
  await gateway.close();
  expect(graph.faults).toEqual([]);
  await graph.close();
});

/** A change of the account, without the metadata of a number. */
const change = (field: string, value: Record<string, unknown>, accountId: string = testValues.accountId) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: accountId, time: 1_763_800_000, changes: [{ field, value }] }],
});
const aboutTemplate = {
  message_template_id: 1,
  message_template_name: 'order_update',
  message_template_language: 'de',
};
const template = async () => (await gateway.call('GET', '/v1/templates/order_update/de')).body;

describe("A change of a template at Meta's", () => {
  const review = (event: string) =>
    receive(gateway, change('message_template_status_update', { ...aboutTemplate, event, reason: 'NONE' }));

  test('is in the catalogue at once, and told once', async () => {
    const told = await review('PAUSED');
    expect(one(told, 'template.updated').template).toMatchObject({ name: 'order_update', status: 'PAUSED' });
    expect((await template()).status).toBe('PAUSED');
    expect(await review('PAUSED')).toEqual([]);
    const flagged = await review('FLAGGED');
    expect(one(flagged, 'template.updated')).toMatchObject({
      template: { status: 'PAUSED' },
      change: { status: 'FLAGGED', rawItemId: expect.any(String) },
    });
    expect(await review('FLAGGED')).toEqual([]);
    expect((await template()).status).toBe('PAUSED');
    await review('REINSTATED');
    expect((await template()).status).toBe('APPROVED');
  });

  test('to another category counts once it is in force, not when it is announced', async () => {
    const category = (value: Record<string, unknown>) =>
      receive(gateway, change('template_category_update', { ...aboutTemplate, ...value }));
    const announced = await category({ new_category: 'UTILITY', correct_category: 'MARKETING' });
    expect(one(announced, 'template.updated')).toMatchObject({
      template: { category: 'utility' },
      change: { upcomingCategory: 'MARKETING' },
    });
    expect(await category({ new_category: 'UTILITY', correct_category: 'MARKETING' })).toEqual([]);
    expect((await template()).category).toBe('utility');
    const told = await category({ previous_category: 'UTILITY', new_category: 'MARKETING' });
    expect(typesOf(told)).toEqual(['template.updated']);
    expect((await template()).category).toBe('marketing');
  });

  test('is told with why, until when, and what Meta advises', async () => {
    const paused = {
      ...aboutTemplate,
      event: 'PAUSED',
      reason: 'NONE',
      other_info: { title: 'FIRST_PAUSE', description: 'Paused for 3 hours' },
    };
    const told = await receive(gateway, change('message_template_status_update', paused));
    expect(one(told, 'template.updated').change).toEqual({
      status: 'PAUSED',
      pause: 'FIRST_PAUSE',
      explanation: 'Paused for 3 hours',
    });
    await review('APPROVED');
    const quality = { ...aboutTemplate, previous_quality_score: 'GREEN', new_quality_score: 'RED' };
    const rated = await receive(gateway, change('message_template_quality_update', quality));
    expect(one(rated, 'template.updated').change).toEqual({ quality: 'RED', previousQuality: 'GREEN' });
  });

  test('that Meta only doubts changes nothing, and is told with what Meta takes it for', async () => {
    const doubt = { ...aboutTemplate, category: 'UTILITY', correct_category: 'AUTHENTICATION' };
    const before = await template();
    const told = await receive(gateway, change('template_correct_category_detection', doubt));
    const { template: shown, change: said } = one(told, 'template.updated');
    expect(shown).toEqual(before);
    expect(said).toMatchObject({ correctCategory: 'AUTHENTICATION', rawItemId: expect.any(String) });
    expect(await template()).toEqual(before);
  });

  test('of a template that the catalogue does not have is kept raw', async () => {
    const foreign = { ...aboutTemplate, message_template_name: 'unknown', event: 'APPROVED' };
    expect(await receive(gateway, change('message_template_status_update', foreign))).toEqual([]);
    const rows = await gateway.runtime.store.read
      .selectFrom('raw_item')
      .selectAll()
      .where('field', '=', 'template_status')
      .where('reason', '=', 'unaddressed')
      .execute();
    expect(rows).toHaveLength(1);
  });
});

describe('What Meta tells of a template', () => {
  const told = (field: string, value: Record<string, unknown>, time: number) => ({
    entry: [{ id: testValues.accountId, time, changes: [{ field, value: { ...aboutTemplate, ...value } }] }],
  });

  test('in the wrong order leaves what was told last', async () => {
    const review = (event: string, time: number) =>
      receive(gateway, told('message_template_status_update', { event }, time));
    await review('PAUSED', 1_763_900_020);
    expect(await review('APPROVED', 1_763_900_010)).toEqual([]);
    expect((await template()).status).toBe('PAUSED');
    await review('APPROVED', 1_763_900_030);
    expect((await template()).status).toBe('APPROVED');
  });

  test('of a text that was changed has the catalogue read again soon', async () => {
    const before = graph.templates;
    graph.templates = before.map((entry) =>
      entry.name === 'order_update' && entry.language === 'de'
        ? {
            ...entry,
            components: [
              {
                type: 'BODY',
                text: 'Neu: Hallo {{first_name}}, {{order_number}} ist da.',
                example: {
                  body_text_named_params: [
                    { param_name: 'first_name', example: 'Erika' },
                    { param_name: 'order_number', example: 'A-1' },
                  ],
                },
              },
            ],
          }
        : entry,
    );
    const text = { message_template_element: 'Neu: Hallo {{first_name}}, {{order_number}} ist da.' };
    await receive(gateway, told('message_template_components_update', text, 1_763_900_040));
    await eventually(
      async () => (await template()).body.startsWith('Neu:'),
      'the catalogue has the new text',
    );
    graph.templates = before;
  });
});

describe("A change of a number at Meta's", () => {
  test('is told with what changed; an approved name is the name', async () => {
    await receive(
      gateway,
      messages([text('Hallo', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) })]),
    );
    const display = { display_phone_number: '4930123456789' };
    const limited = { ...display, event: 'ONBOARDING', max_daily_conversations_per_business: 'TIER_1K' };
    const told = await receive(gateway, change('phone_number_quality_update', limited));
    expect(one(told, 'number.updated')).toMatchObject({
      number: { id: testValues.numberId },
      change: { event: 'ONBOARDING', limit: 'TIER_1K' },
    });
    const named = {
      ...display,
      decision: 'APPROVED',
      requested_verified_name: 'Neu GmbH',
      rejection_reason: 'NONE',
    };
    await receive(gateway, change('phone_number_name_update', named));
    const numbers = (await gateway.call('GET', '/v1/numbers')).body.items;
    expect(numbers).toMatchObject([{ id: testValues.numberId, verifiedName: 'Neu GmbH' }]);
  });
});

describe('A message of ours', () => {
  const send = async (phone: string, content: Record<string, unknown>) => {
    const sent = await gateway.call('POST', '/v1/messages', { body: { to: `+${phone}`, content } });
    expect(sent.status).toBe(202);
    const row = await eventually(
      () =>
        gateway.runtime.store.read
          .selectFrom('message')
          .select(['id', 'wamid'])
          .where('id', '=', sent.body.id)
          .where('wamid', 'is not', null)
          .executeTakeFirst(),
      'the message is sent',
    );
    return { id: row.id, wamid: row.wamid ?? '' };
  };
  const customer = async () => {
    const from = newCustomer();
    await receive(gateway, messages([text('Hallo', { from, wamid: newWamid(), at: minutesAgo(1) })]));
    return from;
  };
  const message = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body;

  test('is as far as the furthest of its statuses, in whatever order they come, and keeps them all', async () => {
    const { id, wamid } = await send(await customer(), { type: 'text', text: 'Kommt morgen.' });
    const at = minutesAgo(0);
    const told = await receive(
      gateway,
      statuses([status('read', wamid, at), status('delivered', wamid, at)]),
    );
    expect(one(told.slice(0, 1), 'message.status').message).toMatchObject({ id, status: 'read' });
    await receive(gateway, statuses([status('sent', wamid, at)]));
    await receive(gateway, statuses([status('sent', wamid, at)]));
    const now = await message(id);
    expect(now.status).toBe('read');
    expect(now.statuses.map((report: { status: string }) => report.status).toSorted()).toEqual([
      'delivered',
      'read',
      'sent',
    ]);
  });

  test('that fails says why in words, and 131050 is a withdrawal from marketing', async () => {
    const from = await customer();
    const { id, wamid } = await send(from, { type: 'text', text: 'Angebot' });
    const errors = [{ code: 131050, title: 'User stopped marketing', error_data: { details: 'Stopped.' } }];
    const told = await receive(gateway, statuses([status('failed', wamid, minutesAgo(0), { errors })]));
    expect(typesOf(told).toSorted()).toEqual(['consent.changed', 'message.status']);
    const english = await message(id);
    expect(english).toMatchObject({ status: 'failed', error: { source: 'meta', code: '131050' } });
    const german = (await gateway.call('GET', `/v1/messages/${id}`, { headers: { 'accept-language': 'de' } }))
      .body;
    expect(german.error.explanation).not.toBe(english.error.explanation);
    expect(german.statuses[0].error).toEqual(german.error);
    const contact = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items[0];
    expect(contact.consent.marketing.state).toBe('provider_stop');
  });

  test('with a button that asks for consent, sent after the request, is confirmed by the tap', async () => {
    const from = await customer();
    const request = {
      purpose: 'marketing',
      action: 'request',
      method: 'phone',
      source: 'Hotline',
      textVersion: 'v1',
    };
    await gateway.call('POST', '/v1/consent', { body: { contact: `+${from}`, ...request } });
    const buttons = [
      { id: 'yes', title: 'Ja' },
      { id: 'no', title: 'Nein' },
    ];
    const { wamid } = await send(from, {
      type: 'buttons',
      body: 'Dürfen wir Ihnen Angebote senden?',
      buttons,
    });
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000);
    const reply = { type: 'button_reply', button_reply: { id: 'yes', title: 'Ja' } };
    const tapped = {
      ...tap('Ja', 'yes', { from, wamid: newWamid(), at, quotes: wamid }),
      type: 'interactive',
      interactive: reply,
    };
    await receive(gateway, messages([tapped]));
    const contact = (await gateway.call('GET', `/v1/contacts?identity=%2B${from}`)).body.items[0];
    expect(contact.consent.marketing.state).toBe('confirmed');
  });
});
