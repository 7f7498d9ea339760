import { type FakeGateway, startFakeGateway } from './fake-gateway/index.ts';
import { type N8nEngine, startN8nEngine } from './n8n-engine.ts';
import { PASS_NODE, START_NODE } from './n8n-node-types.ts';
import { buildN8nPackage } from './n8n-package.ts';
import type { Json, N8nConnections, N8nNode } from './n8n-types.ts';

export const API_KEY = 'key-of-the-n8n-tests-0123456789abcdef';
export const PARLEY = '@parley/n8n-nodes-parley.parley';
export const PARLEY_TRIGGER = '@parley/n8n-nodes-parley.parleyTrigger';

const credentials = { parleyApi: { id: 'cred1', name: 'Parley' } };

export type ParleyInN8n = { engine: N8nEngine; gateway: FakeGateway; close(): Promise<void> };

/** The built nodes in n8n's engine, connected to a fresh fake gateway. */
export async function startParleyInN8n(): Promise<ParleyInN8n> {
  const [built, gateway] = await Promise.all([buildN8nPackage(), startFakeGateway({ apiKey: API_KEY })]);
  const engine = await startN8nEngine({
    packageFolder: built.folder,
    credentials: {
      cred1: { url: `${gateway.url}/`, apiKey: API_KEY },
      wrongKey: { url: gateway.url, apiKey: 'a key that no gateway has ever seen' },
      // A port that nothing can listen on.
      nobodyThere: { url: 'http://127.0.0.1:1', apiKey: API_KEY },
    },
  });
  return {
    engine,
    gateway,
    close: async () => {
      await Promise.all([engine.close(), gateway.close()]);
      await built.remove();
    },
  };
}

/** A Parley node that sends a text to the item's `to`; every setting can be replaced. */
export function parleyNode(parameters: Json = {}, more: Partial<N8nNode> = {}): N8nNode {
  return {
    id: '6f1b6f0e-7d0c-4f0a-9d62-1b7a3a5d9c01',
    name: 'Parley',
    type: PARLEY,
    typeVersion: 1,
    position: [200, 0],
    credentials,
    parameters: {
      resource: 'message',
      operation: 'sendText',
      to: '={{ $json.to }}',
      text: 'Ihr Paket ist unterwegs.',
      ...parameters,
    },
    ...more,
  };
}

export function parleyTriggerNode(parameters: Json = {}): N8nNode {
  return {
    id: '0d6c9f5e-8e1f-4f7e-8f5c-5a0b3c1d2e02',
    name: 'Parley Trigger',
    type: PARLEY_TRIGGER,
    typeVersion: 1,
    position: [0, 0],
    webhookId: '11111111-1111-4111-8111-111111111111',
    credentials,
    parameters: { events: ['message.received'], ...parameters },
  };
}

export const startNode: N8nNode = {
  id: 'f0000000-0000-4000-8000-000000000001',
  name: 'Start',
  type: START_NODE,
  typeVersion: 1,
  position: [0, 0],
  parameters: {},
};

export function passNode(name: string): N8nNode {
  return {
    id: `pass-${name}`,
    name,
    type: PASS_NODE,
    typeVersion: 1,
    position: [400, 0],
    parameters: {},
  };
}

/** Connects nodes by name: the n-th name gets the n-th output, null leaves one open. */
export function connect(from: string, ...targets: (string | null)[]): N8nConnections {
  return { [from]: { main: targets.map((node) => (node ? [{ node, type: 'main', index: 0 }] : null)) } };
}
