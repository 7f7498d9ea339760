import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decisions } from '../support/fake-gateway/index.ts';
import { AGENT_NODE } from '../support/n8n-node-types.ts';
import {
  connect,
  PARLEY,
  type ParleyInN8n,
  parleyNode,
  startNode,
  startParleyInN8n,
} from '../support/n8n-parley.ts';
import type { Json, N8nNode } from '../support/n8n-types.ts';

let parley: ParleyInN8n;
beforeAll(async () => {
  parley = await startParleyInN8n();
});
afterAll(() => parley.close());
beforeEach(() => parley.gateway.reset());

const agent: N8nNode = { ...startNode, id: 'agent', name: 'Agent', type: AGENT_NODE };

async function askAgent(items: Json[]) {
  const parameters = { to: '+4915112345678', text: "={{ $fromAI('text', 'what to say') }}" };
  const tool = parleyNode(parameters, { type: `${PARLEY}Tool` });
  const result = await parley.engine.runWorkflow({
    nodes: [startNode, agent, tool],
    connections: {
      ...connect('Start', 'Agent'),
      Parley: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
    },
    items,
  });
  expect(result.failure).toBeUndefined();
  return result.output('Agent').map(({ json }) => json.answer);
}

describe('Parley as the tool of an AI agent', () => {
  test.each([
    ['sent', decisions.reply],
    ['needs_template', decisions.windowClosed],
    ['not_allowed', decisions.withdrawn],
  ])('the agent is told the outcome %s with the reason', async (outcome, decision) => {
    parley.gateway.state.decide = () => decision;
    const answers = await askAgent([{ text: 'Guten Tag' }]);
    const { code, reason } = decision;
    expect(answers).toMatchObject([[{ outcome, code, reason }]]);
  });

  test('the words count as written by an AI', async () => {
    parley.gateway.state.decide = () => decisions.reply;
    await askAgent([{ text: 'Guten Tag' }]);
    expect(parley.gateway.callsOf('sendMessage')[0]?.body).toMatchObject({
      content: { text: 'Guten Tag' },
      sentBy: { tool: 'n8n', kind: 'ai' },
    });
  });

  test('an agent that repeats itself in one execution sends once; other words are another message', async () => {
    parley.gateway.state.decide = () => decisions.reply;
    const answers = await askAgent([
      { text: 'Guten Tag' },
      { text: 'Guten Tag' },
      { text: 'Auf Wiedersehen' },
    ]);
    expect(answers).toMatchObject([[{ id: 'msg_1' }], [{ id: 'msg_1' }], [{ id: 'msg_2' }]]);
    expect(parley.gateway.state.taken).toHaveLength(2);
  });
});
