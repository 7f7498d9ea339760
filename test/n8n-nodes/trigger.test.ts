import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActiveWorkflow } from '../support/n8n-engine.ts';
import {
  connect,
  type ParleyInN8n,
  parleyNode,
  parleyTriggerNode,
  startParleyInN8n,
} from '../support/n8n-parley.ts';
import type { Json } from '../support/n8n-types.ts';

const window = { open: true, closesAt: '2026-11-23T09:00:00Z' };

/** An event as the gateway tells it when a customer wrote. */
const received = (content: Json = { type: 'text', text: 'Wo ist mein Paket?' }) => ({
  id: 'evt_1',
  type: 'message.received',
  at: '2026-11-22T09:05:00Z',
  data: {
    message: {
      id: 'msg_in_1',
      direction: 'inbound',
      from: '106540352242922',
      conversationId: 'cnv_1',
      contactId: 'con_1',
      status: 'received',
      content,
    },
    contact: {
      id: 'con_1',
      name: 'Erika',
      identities: [
        { kind: 'phone', value: '+4915112345678', source: 'whatsapp', since: '2026-11-22T09:05:00Z' },
        { kind: 'bsuid', value: 'DE.1349', source: 'whatsapp', since: '2026-11-22T09:05:00Z' },
      ],
    },
    conversation: { id: 'cnv_1', contactId: 'con_1', from: '106540352242922', window },
  },
});

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

const activate = (parameters: Json = {}): Promise<ActiveWorkflow> =>
  parley.engine.activateWorkflow(
    {
      nodes: [
        parleyTriggerNode(parameters),
        parleyNode({ to: '={{ $json.from }}', text: 'Wir sehen nach.' }),
      ],
      connections: connect('Parley Trigger', 'Parley'),
    },
    'Parley Trigger',
  );

const items = (active: ActiveWorkflow) =>
  active.runs.flatMap((run) => run.output('Parley Trigger').map(({ json }) => json));

describe('receiving', () => {
  test('a message runs the workflow once, with its fields at the top and the event whole', async () => {
    const active = await activate();
    expect(await parley.gateway.emit(received())).toEqual([200]);
    expect(items(active)).toEqual([
      {
        event: 'message.received',
        eventId: 'evt_1',
        at: '2026-11-22T09:05:00Z',
        from: '+4915112345678',
        name: 'Erika',
        type: 'text',
        text: 'Wo ist mein Paket?',
        payload: null,
        optOut: false,
        mediaId: null,
        messageId: 'msg_in_1',
        status: 'received',
        conversationId: 'cnv_1',
        contactId: 'con_1',
        userId: 'DE.1349',
        number: '106540352242922',
        window,
        raw: received(),
      },
    ]);
  });

  test('a STOP, which the gateway has dealt with, starts only a workflow that asks for it', async () => {
    const stop = received({ type: 'text', text: 'STOP' });
    Object.assign(stop.data.message, { optOut: true });
    const active = await activate();
    expect(await parley.gateway.emit(stop)).toEqual([200]);
    expect(items(active)).toEqual([]);
    await active.deactivate();
    const asking = await activate({ includeOptOuts: true });
    expect(await parley.gateway.emit(stop)).toEqual([200]);
    expect(items(asking)).toMatchObject([{ text: 'STOP', optOut: true }]);
  });

  test('the workflow can answer the person who wrote', async () => {
    const active = await activate();
    await parley.gateway.emit(received());
    expect(active.runs[0]?.failure).toBeUndefined();
    expect(parley.gateway.callsOf('sendMessage')[0]?.body).toMatchObject({
      to: '+4915112345678',
      content: { text: 'Wir sehen nach.' },
    });
  });

  test.each([
    [
      'a tapped button is its words and its payload',
      { type: 'button', source: 'template', text: 'Ja', payload: 'confirm_7' },
      { type: 'button', text: 'Ja', payload: 'confirm_7' },
    ],
    [
      'a picture is its caption and its file',
      { type: 'image', mediaId: 'med_1', caption: 'So sieht es aus' },
      { type: 'image', text: 'So sieht es aus', mediaId: 'med_1' },
    ],
    [
      'a location has no words',
      { type: 'location', latitude: 52.5, longitude: 13.4 },
      { type: 'location', text: null },
    ],
  ])('%s', async (_, content, expected) => {
    const active = await activate();
    await parley.gateway.emit(received(content));
    expect(items(active)).toMatchObject([expected]);
  });

  test('an event without a message, and one of an erased person, have null for what they lack', async () => {
    const active = await activate({ events: ['template.updated', 'message.received'] });
    const event = { id: 'evt_2', at: '2026-11-22T09:06:00Z' };
    await parley.gateway.emit({ ...event, type: 'template.updated', data: { template: { name: 'x' } } });
    await parley.gateway.emit({ ...event, type: 'message.received', data: { erased: true } });
    expect(items(active)).toMatchObject([
      { event: 'template.updated', from: null, text: null, window: null, raw: { data: { template: {} } } },
      { event: 'message.received', from: null, name: null, raw: { data: { erased: true } } },
    ]);
  });
});

describe('only the gateway can start the workflow', () => {
  const minutes = (count: number) => (headers: Record<string, string>) => {
    headers['webhook-timestamp'] = String(Number(headers['webhook-timestamp']) + count * 60);
  };

  test.each<[string, (headers: Record<string, string>) => void]>([
    ['no signature', (headers) => delete headers['webhook-signature']],
    ['a signature of other bytes', (headers) => (headers['webhook-signature'] = `v1,${'A'.repeat(43)}=`)],
    ['a signature that is too short', (headers) => (headers['webhook-signature'] = 'v1,AAAA')],
    [
      'an unknown version of the signature',
      (headers) => {
        headers['webhook-signature'] = `v2,${headers['webhook-signature']?.slice(3)}`;
      },
    ],
    ['another id than the signed one', (headers) => (headers['webhook-id'] = 'msg_other')],
    ['another time than the signed one', minutes(1)],
    ['no time', (headers) => delete headers['webhook-timestamp']],
  ])('%s is answered 401 and starts nothing', async (_, change) => {
    const active = await activate();
    expect(await parley.gateway.emit(received(), change)).toEqual([401]);
    expect(active.runs).toEqual([]);
  });

  test.each([
    ['4 minutes and 50 seconds old', -290, 200],
    ['5 minutes and 10 seconds old', -310, 401],
    ['4 minutes and 50 seconds ahead', 290, 200],
    ['5 minutes and 10 seconds ahead', 310, 401],
  ])('a delivery signed %s', async (_, seconds, status) => {
    const active = await activate();
    expect(await parley.gateway.emit(received(), () => {}, seconds)).toEqual([status]);
    expect(active.runs).toHaveLength(status === 200 ? 1 : 0);
  });

  test('one of several signatures is enough, so that a secret can be rotated', async () => {
    await activate();
    const rotated = (headers: Record<string, string>) => {
      headers['webhook-signature'] = `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`;
    };
    expect(await parley.gateway.emit(received(), rotated)).toEqual([200]);
  });

  test('a node whose secret is lost lets nobody in', async () => {
    const active = await activate();
    delete active.staticData.secret;
    expect(await parley.gateway.emit(received())).toEqual([401]);
  });
});

describe('the subscription', () => {
  test('activation asks for the chosen events of the chosen number', async () => {
    const active = await activate({
      events: ['message.received', 'consent.changed'],
      number: { __rl: true, mode: 'id', value: '106540352242922' },
    });
    expect(parley.gateway.callsOf('createSubscription').map(({ body }) => body)).toEqual([
      {
        url: active.webhookUrl,
        types: ['message.received', 'consent.changed'],
        numbers: ['106540352242922'],
      },
    ]);
    expect(active.staticData).toMatchObject({ subscriptionId: 'sub_1', secret: expect.any(String) });
  });

  test('activation again finds the subscription and makes no second one', async () => {
    const active = await activate();
    await active.activate();
    expect(parley.gateway.state.subscriptions.size).toBe(1);
    expect(parley.gateway.callsOf('createSubscription')).toHaveLength(1);
  });

  test('a subscription that the gateway no longer knows is made again', async () => {
    const active = await activate();
    parley.gateway.state.subscriptions.clear();
    await active.activate();
    expect(await parley.gateway.emit(received())).toEqual([200]);
  });

  test('a subscription that ended, or goes to an old address, is replaced', async () => {
    const active = await activate();
    const known = () => [...parley.gateway.state.subscriptions.values()];
    Object.assign(known()[0] ?? {}, { state: 'ended' });
    await active.activate();
    expect(known()).toMatchObject([{ state: 'active', url: active.webhookUrl }]);
    Object.assign(known()[0] ?? {}, { url: 'https://old.example.com/webhook' });
    await active.activate();
    expect(known()).toMatchObject([{ url: active.webhookUrl }]);
  });

  test('a gateway that is busy does not count as one that has lost the subscription', async () => {
    const active = await activate();
    const body = { code: 'BUSY', title: 'Busy', status: 503, detail: 'Not now.' };
    parley.gateway.failNext('getSubscription', { answer: { status: 503, body } });
    await expect(active.activate()).rejects.toThrow('Not now.');
    expect(parley.gateway.callsOf('createSubscription')).toHaveLength(1);
    expect(active.staticData).toMatchObject({ subscriptionId: 'sub_1' });
  });

  test('deactivation ends it, and one that is gone already is no obstacle', async () => {
    const active = await activate();
    await active.deactivate();
    expect(parley.gateway.state.subscriptions.size).toBe(0);
    expect(active.staticData).not.toHaveProperty('secret');
    await active.activate();
    parley.gateway.state.subscriptions.clear();
    await active.deactivate();
    expect(active.staticData).not.toHaveProperty('subscriptionId');
  });
});
