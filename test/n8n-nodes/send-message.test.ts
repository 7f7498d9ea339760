import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decisions } from '../support/fake-gateway/index.ts';
import {
  connect,
  type ParleyInN8n,
  parleyNode,
  passNode,
  startNode,
  startParleyInN8n,
} from '../support/n8n-parley.ts';
import type { Json } from '../support/n8n-types.ts';

const ERIKA = '+4915112345678';
const HANNA = '+4915112345679';
const BERND = '+4915112345670';

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

async function run(parameters: Json, items: Json[] = [{ to: ERIKA }]) {
  const result = await parley.engine.runWorkflow({
    nodes: [startNode, parleyNode(parameters)],
    connections: connect('Start', 'Parley'),
    items,
  });
  expect(result.failure).toBeUndefined();
  return result;
}

const sent = () => parley.gateway.callsOf('sendMessage').map(({ body }) => body as Json);

describe('the three ways out', () => {
  test('each item leaves by what the gateway decided, paired with the item it came from', async () => {
    parley.gateway.state.decide = ({ to }) => {
      if (to === HANNA) return decisions.windowClosed;
      return to === BERND ? decisions.withdrawn : decisions.reply;
    };
    const result = await parley.engine.runWorkflow({
      nodes: [startNode, parleyNode(), passNode('On'), passNode('Template'), passNode('Stop')],
      connections: { ...connect('Start', 'Parley'), ...connect('Parley', 'On', 'Template', 'Stop') },
      items: [{ to: BERND }, { to: HANNA }, { to: ERIKA }],
    });
    expect(result.output('On')).toMatchObject([{ json: { outcome: 'sent', id: 'msg_1' } }]);
    expect(result.output('Template')).toMatchObject([{ json: { outcome: 'needs_template' } }]);
    expect(result.output('Stop')).toMatchObject([{ json: { outcome: 'not_allowed' } }]);
    const items = [0, 1, 2].map((index) => result.output('Parley', index)[0]?.pairedItem);
    expect(items).toEqual([{ item: 2 }, { item: 1 }, { item: 0 }]);
    expect(result.data.resultData.runData.Parley?.[0]?.hints).toMatchObject([
      { message: 'Of 3 items, 1 left through Needs template and 1 through Not allowed.' },
    ]);
  });

  test('the outputs are named Sent, Needs template and Not allowed', () => {
    const { outputs } = parley.engine.nodeTypes.getByName('@parley/n8n-nodes-parley.parley').description;
    expect(outputs).toEqual([
      { type: 'main', displayName: 'Sent' },
      { type: 'main', displayName: 'Needs template' },
      { type: 'main', displayName: 'Not allowed' },
    ]);
  });

  test('a sent item carries the ids, the status and the decision', async () => {
    const result = await run({});
    expect(result.output('Parley')[0]?.json).toMatchObject({
      outcome: 'sent',
      status: 'queued',
      contactId: 'con_1',
      conversationId: 'cnv_1',
      code: 'SERVICE_REPLY',
      window: { open: true, closesAt: '2026-11-23T08:00:00Z' },
      decision: { evidence: [{ kind: 'message', id: 'msg_in_1' }] },
    });
  });

  test("a refused item carries the gateway's sentence and remedy unchanged", async () => {
    parley.gateway.state.decide = () => decisions.windowClosed;
    const { reason, remedy } = decisions.windowClosed;
    const result = await run({});
    expect(result.output('Parley', 1)[0]?.json).toMatchObject({
      code: 'WINDOW_CLOSED',
      reason,
      remedy,
      window: { open: false },
    });
    expect(result.output('Parley', 0)).toEqual([]);
    expect(result.output('Parley', 2)).toEqual([]);
  });

  test('a held message counts as sent, and says until when it waits', async () => {
    parley.gateway.state.decide = () => decisions.held;
    const result = await run({ ifWindowClosed: 'hold' });
    expect(result.output('Parley', 0)[0]?.json).toMatchObject({
      outcome: 'sent',
      status: 'held',
      code: 'HELD_UNTIL_REPLY',
      notBefore: '2026-11-29T08:00:00Z',
    });
  });
});

describe('what the gateway is asked to send', () => {
  test('a text names the workflow that wrote it', async () => {
    await run({});
    expect(sent()).toEqual([
      {
        to: ERIKA,
        content: { type: 'text', text: 'Ihr Paket ist unterwegs.' },
        sentBy: { tool: 'n8n', kind: 'automation', actor: 'wf1', name: 'Order updates' },
      },
    ]);
  });

  test.each([
    ['a contact', 'contactId', 'con_1', { contactId: 'con_1' }],
    ['a conversation', 'conversationId', 'cnv_1', { conversationId: 'cnv_1' }],
    ['a person with a hidden number', 'userId', 'DE.1349', { userId: 'DE.1349' }],
    ['a phone number from a spreadsheet', 'phone', 4915112345678, '4915112345678'],
  ])('%s can be written to', async (_, recipientType, to, expected) => {
    await run({ recipientType, to: '={{ $json.to }}' }, [{ to }]);
    expect(sent()[0]?.to).toEqual(expected);
  });

  test('the options reach the gateway', async () => {
    await run({
      from: { __rl: true, mode: 'id', value: '106540352242922' },
      options: { purpose: 'utility', quote: 'msg_in_1', writtenBy: 'ai', language: 'de' },
    });
    expect(sent()[0]).toMatchObject({
      from: '106540352242922',
      purpose: 'utility',
      quote: 'msg_in_1',
      sentBy: { kind: 'ai' },
    });
    expect(parley.gateway.calls[0]?.headers['accept-language']).toBe('de');
  });

  test.each([
    [
      "a time of the date picker is in the workflow's time zone",
      '2026-11-23T08:00:00',
      '2026-11-23T07:00:00.000Z',
    ],
    ['a time with a zone keeps it', '2026-11-23T08:00:00+02:00', '2026-11-23T06:00:00.000Z'],
    [
      'an expression may give a date',
      '={{ DateTime.fromISO("2026-11-23T08:00:00.000Z") }}',
      '2026-11-23T08:00:00.000Z',
    ],
  ])('%s', async (_, sendAt, expected) => {
    const result = await parley.engine.runWorkflow({
      nodes: [startNode, parleyNode({ options: { sendAt } })],
      connections: connect('Start', 'Parley'),
      settings: { timezone: 'Europe/Berlin' },
      items: [{ to: ERIKA }],
    });
    expect(result.failure).toBeUndefined();
    expect(sent()[0]?.sendAt).toBe(expected);
  });

  test('a text may wait for the customer until a moment', async () => {
    await run({ ifWindowClosed: 'hold', holdUntil: '2026-11-24T08:00:00Z' });
    expect(sent()[0]?.ifWindowClosed).toEqual({ then: 'hold', until: '2026-11-24T08:00:00.000Z' });
  });

  test('a text may name the template that goes instead', async () => {
    await run({
      ifWindowClosed: 'template',
      template: { __rl: true, mode: 'name', value: 'order_update|de' },
      templateVariables: { mappingMode: 'defineBelow', value: { first_name: 'Erika', order_number: 4711 } },
    });
    expect(sent()[0]?.ifWindowClosed).toEqual({
      then: 'template',
      template: {
        type: 'template',
        name: 'order_update',
        language: 'de',
        variables: { first_name: 'Erika', order_number: '4711' },
      },
    });
  });
});

describe('checking without sending', () => {
  test.each([
    ['what may go is on the first output', decisions.reply, 0, 'allowed'],
    ['what would wait is on the first output', decisions.held, 0, 'allowed'],
    ['what needs a template is on the second', decisions.windowClosed, 1, 'needs_template'],
    ['what may not go is on the third', decisions.withdrawn, 2, 'not_allowed'],
  ])('%s', async (_, decision, output, outcome) => {
    parley.gateway.state.decide = () => decision;
    const result = await run({ operation: 'check', messageType: 'text' });
    expect(result.output('Parley', output)[0]?.json).toMatchObject({ outcome, code: decision.code });
    expect(sent()).toEqual([]);
  });

  test('a template can be asked about', async () => {
    await run({
      operation: 'check',
      messageType: 'template',
      template: { __rl: true, mode: 'list', value: 'hello_world|en_US' },
    });
    expect(parley.gateway.callsOf('checkMessage')[0]?.body).toMatchObject({
      content: { type: 'template', name: 'hello_world', language: 'en_US', variables: {} },
    });
  });
});
