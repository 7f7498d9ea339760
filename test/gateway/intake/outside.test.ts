import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { webhookSample } from '../../support/webhook-samples.ts';
import { newWamid, one, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, payload, text } from './webhooks.ts';

/** Erika of the samples. */
const ERIKA = '4915112345678';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  // The number is known by its digits, and Erika has a conversation with it.
  const value = { contacts: [{ profile: { name: 'Erika' }, wa_id: ERIKA }] };
  const said = text('Hallo', { from: ERIKA, wamid: newWamid(), at: minutesAgo(30) });
  const metadata = { display_phone_number: '493090182099', phone_number_id: testValues.numberId };
  await receive(gateway, payload('messages', { ...value, metadata, messages: [said] }));
});
afterAll(() => gateway.close());

const seconds = () => String(Math.floor(minutesAgo(1).getTime() / 1000));
const rawItem = async (id: unknown) => (await gateway.call('GET', `/v1/raw-items/${id}`)).body;

describe('What happens around a number, and Parley makes nothing of, is told on the number and can be read', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['Group made', 'group_lifecycle_update', { group: 'Y2FwaV9ncm91cDox', groupEvent: 'group_create' }],
    ['People joined', 'group_participants_update', { groupEvent: 'group_participants_add' }],
    ['Group changed', 'group_settings_update', { groupEvent: 'group_settings_update' }],
    ['Group suspended', 'group_status_update', { groupEvent: 'group_suspend' }],
    [
      'Flow blocked',
      'flow',
      { flow: '6627390910605886', flowEvent: 'FLOW_STATUS_CHANGE', flowStatus: 'BLOCKED' },
    ],
    ['Flow failing', 'flow', { flowEvent: 'ENDPOINT_ERROR_RATE', flowAlert: 'ACTIVATED' }],
    ['Payments', 'payment_configuration', { paymentConfiguration: 'kasse', paymentStatus: 'Needs Testing' }],
    ['Solution', 'partner_solution', { partnerSolution: '774485461512159', solutionStatus: 'ACTIVE' }],
    ['Seen after an ad', 'automatic_events', { tracked: 'LeadSubmitted' }],
  ])('%s', async (name, field, change) => {
    const told = await receive(gateway, webhookSample(name));
    const { number, change: said } = one(told, 'number.updated') as {
      number?: { id: string };
      change?: object;
    };
    expect(number?.id).toBe(testValues.numberId);
    expect(said).toMatchObject(change);
    const { rawItemId } = said as { rawItemId: string };
    expect(await rawItem(rawItemId)).toMatchObject({ id: rawItemId, field, reason: 'outside' });
    // Meta sends it again.
    expect(await receive(gateway, webhookSample(name))).toEqual([]);
  });

  test('a message in a group comes as one that was written there, and opens no window', async () => {
    const told = await receive(gateway, webhookSample('In a group'));
    expect(typesOf(told)).toEqual(['conversation.updated']);
    const change = told[0]?.data.change ?? {};
    expect(change).toMatchObject({
      group: 'Y2FwaV9ncm91cDox',
      groupEvent: 'message',
      contentType: 'text',
    });
    const { payload: whole } = await rawItem((change as { rawItemId?: string }).rawItemId);
    expect(whole).toMatchObject({ text: { body: 'Hallo alle' } });
  });
});

describe('What happens with a person who has a conversation is told on that', () => {
  test.each<[string, Record<string, unknown>]>([
    [
      'Call ended',
      {
        call: 'wacid.ABC1',
        callEvent: 'terminate',
        callDirection: 'USER_INITIATED',
        callStatus: 'COMPLETED',
        callSeconds: 60,
      },
    ],
    ['Our call rings', { call: 'wacid.ABC2', callEvent: 'RINGING', callStatus: 'RINGING' }],
    ['Our call answered', { call: 'wacid.ABC2', callEvent: 'connect', callDirection: 'BUSINESS_INITIATED' }],
    ['Thread handed over', { threadOwner: '6231445643572', previousThreadOwner: '6231445643571' }],
    ['Clicked in a campaign', { tracked: 'marketing_messages_link_click' }],
  ])('%s', async (name, change) => {
    const {
      conversation,
      contact,
      change: said,
    } = one(await receive(gateway, webhookSample(name)), 'conversation.updated');
    expect(conversation.from).toBe(testValues.numberId);
    expect(contact.identities).toContainEqual(expect.objectContaining({ value: `+${ERIKA}` }));
    expect(said).toMatchObject(change);
    const { rawItemId } = said as { rawItemId: string };
    expect(await rawItem(rawItemId)).toMatchObject({ reason: 'outside', contactId: contact.id });
  });

  test('a call of the customer, which opens the window, with the call', async () => {
    const from = '4915112345699';
    const call = {
      id: 'wacid.NEW1',
      from,
      to: '493090182099',
      timestamp: String(Math.floor(minutesAgo(1).getTime() / 1000)),
      event: 'connect',
      direction: 'USER_INITIATED',
    };
    const told = await receive(gateway, payload('calls', { calls: [call] }));
    expect(typesOf(told)).toEqual(['window.opened', 'conversation.updated']);
    expect(one(told, 'conversation.updated').change).toMatchObject({
      call: 'wacid.NEW1',
      callEvent: 'connect',
    });
  });

  test('a call of somebody who is not known is told on the number, without anything that names them', async () => {
    const call = { id: 'wacid.STRANGER', from: '4915112345666', timestamp: seconds(), event: 'terminate' };
    const told = await receive(
      gateway,
      payload('calls', { calls: [{ ...call, direction: 'USER_INITIATED' }] }),
    );
    const { change } = one(told, 'number.updated');
    expect(change).toEqual({
      callEvent: 'terminate',
      callDirection: 'USER_INITIATED',
      rawItemId: expect.any(String),
    });
  });

  test('a purchase is told with the message that the ad brought', async () => {
    const wamid = newWamid();
    await receive(
      gateway,
      messages([text('Ich sah Ihre Anzeige', { from: ERIKA, wamid, at: minutesAgo(2) })]),
    );
    const seen = {
      id: wamid,
      event_name: 'Purchase',
      timestamp: 1763809001,
      custom_data: { currency: 'EUR', value: 25.5 },
    };
    const told = await receive(gateway, payload('automatic_events', { automatic_events: [seen] }));
    expect(one(told, 'conversation.updated').change).toMatchObject({
      tracked: 'Purchase',
      value: 25.5,
      currency: 'EUR',
    });
  });
});

test('how far a message in a group has come is kept, and not told: Parley sends into none', async () => {
  expect(await receive(gateway, webhookSample('Read in a group'))).toEqual([]);
  const { items } = (await gateway.call('GET', '/v1/raw-items?field=group_status')).body;
  expect(items).toMatchObject([{ reason: 'outside' }]);
});

test('what another app answers that has the thread is told as its own, and keeps our automations out', async () => {
  const to = '4915112345677';
  await receive(gateway, messages([text('Hallo', { from: to, wamid: newWamid(), at: minutesAgo(2) })]));
  const answer = {
    from: '493090182099',
    to,
    id: newWamid(),
    timestamp: seconds(),
    type: 'text',
    text: { body: 'Ja?' },
  };
  const told = await receive(gateway, payload('standby', { standby: { message_echoes: [answer] } }));
  expect(one(told, 'message.created').message.sentBy).toMatchObject({
    tool: 'other_app',
    kind: 'automation',
  });
  const sent = await gateway.call('POST', '/v1/messages', {
    body: { to: `+${to}`, content: { type: 'text', text: 'Auch ja?' } },
  });
  expect([sent.status, sent.body.code]).toEqual([422, 'TAKEN_BY_PERSON']);
});

test('while another app has the thread, a message says so, opens the window, and a STOP counts', async () => {
  const from = '4915112345688';
  const said = text('STOP', { from, wamid: newWamid(), at: minutesAgo(1) });
  const told = await receive(
    gateway,
    payload('standby', { standby: { contacts: [{ wa_id: from }], messages: [said] } }),
  );
  expect(typesOf(told)).toEqual(
    expect.arrayContaining(['message.received', 'window.opened', 'consent.changed']),
  );
  const { message } = one(told, 'message.received');
  expect(message.optOut).toBe(true);
  expect(message.content.context).toEqual({ inStandby: true });
});
