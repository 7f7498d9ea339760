import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { eventTypes } from '@parley/core/gateway-api/schema';
import { decisions } from '../support/fake-gateway/index.ts';
import { n8nNodesFolder } from '../support/n8n-package.ts';
import { PARLEY, type ParleyInN8n, startParleyInN8n } from '../support/n8n-parley.ts';
import type { Json, N8nWorkflowJson } from '../support/n8n-types.ts';

let readme: string;
let parley: ParleyInN8n;
beforeAll(async () => {
  readme = await readFile(join(n8nNodesFolder, 'README.md'), 'utf8');
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

/** Whether a table of the README has a row of that name. */
const hasRow = (name: unknown) => readme.split('\n').some((line) => line.startsWith(`| ${name} `));

/** The example as a reader copies it. */
function example(): N8nWorkflowJson {
  const [, json] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];
  return JSON.parse(json ?? '') as N8nWorkflowJson;
}

const event = {
  id: 'evt_1',
  type: 'message.received' satisfies (typeof eventTypes)[number],
  at: '2026-11-22T09:05:00Z',
  data: {
    message: { id: 'msg_in_1', content: { type: 'text', text: 'Where is my parcel?' } },
    contact: { id: 'con_1', name: 'Erika', identities: [] },
    conversation: { id: 'cnv_1', window: { open: true, closesAt: null } },
  },
};

const contents = () =>
  parley.gateway.callsOf('sendMessage').map(({ body }) => body as { to: Json; content: Json });

describe('the example of the README', () => {
  test('answers the customer who wrote', async () => {
    const active = await parley.engine.activateWorkflow(example(), 'A customer writes');
    expect(await parley.gateway.emit(event)).toEqual([200]);
    expect(active.runs[0]?.failure).toBeUndefined();
    expect(contents()).toMatchObject([
      {
        to: { conversationId: 'cnv_1' },
        content: { type: 'text', text: 'Hello Erika, we are looking into it.' },
      },
    ]);
  });

  test('sends the template to the same person when the window is closed', async () => {
    parley.gateway.state.decide = ({ content }) =>
      content.type === 'text' ? decisions.windowClosed : decisions.reply;
    const active = await parley.engine.activateWorkflow(example(), 'A customer writes');
    await parley.gateway.emit(event);
    expect(active.runs[0]?.failure).toBeUndefined();
    expect(contents()[1]).toMatchObject({
      to: { conversationId: 'cnv_1' },
      content: { name: 'order_update', variables: { first_name: 'Erika', order_number: '4711' } },
    });
  });
});

describe('the tables of the README', () => {
  test('every option of the node is described', () => {
    const { properties } = parley.engine.nodeTypes.getByName(PARLEY).description;
    const options = properties.find(({ name }) => name === 'options')?.options as Json[];
    expect(options.map(({ displayName }) => displayName).filter((name) => !hasRow(name))).toEqual([]);
  });

  test('every operation and every output is described', () => {
    const { properties, outputs } = parley.engine.nodeTypes.getByName(PARLEY).description;
    const operations = properties.find(({ name }) => name === 'operation')?.options as Json[];
    const names = [
      ...operations.map(({ name }) => name),
      ...(outputs as Json[]).map(({ displayName }) => displayName),
    ];
    expect(names).toHaveLength(6);
    expect(names.filter((name) => !hasRow(name))).toEqual([]);
  });
});
