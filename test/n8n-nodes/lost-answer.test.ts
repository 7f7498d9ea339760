import { request as ask, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { messages, minutesAgo, text } from '../gateway/intake/webhooks.ts';
import { eventually } from '../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type N8nEngine, startN8nEngine } from '../support/n8n-engine.ts';
import { buildN8nPackage } from '../support/n8n-package.ts';
import { parleyTriggerNode } from '../support/n8n-parley.ts';

let gateway: TestGateway;
let line: Line;
let engine: N8nEngine;
let built: Awaited<ReturnType<typeof buildN8nPackage>>;
beforeAll(async () => {
  [built, gateway] = await Promise.all([buildN8nPackage(), startTestGateway()]);
  line = await startLine(gateway.url);
  const key = await gateway.makeKey(['subscriptions', 'messages:read'], { tool: 'n8n' });
  engine = await startN8nEngine({
    packageFolder: built.folder,
    credentials: { cred1: { url: line.url, apiKey: key } },
  });
});
afterAll(async () => {
  await engine.close();
  await line.close();
  await gateway.close();
  await built.remove();
});

type Line = { readonly url: string; loseNext: boolean; close(): Promise<void> };

/** The line between n8n and the gateway: it can lose an answer after the gateway has given it. */
async function startLine(target: string): Promise<Line> {
  const server: Server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = ask(new URL(url ?? '', target), { method, headers }, (answer) => {
      if (line.loseNext && method === 'POST') {
        line.loseNext = false;
        answer.resume();
        answer.on('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseNext: false,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('an activation whose answer was lost is repeated, and each message starts the workflow once', async () => {
  const workflow = { nodes: [parleyTriggerNode()], connections: {} };
  line.loseNext = true;
  await expect(engine.activateWorkflow(workflow, 'Parley Trigger')).rejects.toThrow();
  const subscriptions = async () => (await gateway.call('GET', '/v1/subscriptions')).body.items;
  expect(await subscriptions()).toHaveLength(1);
  const active = await engine.activateWorkflow(workflow, 'Parley Trigger');
  expect(await subscriptions()).toHaveLength(1);
  const said = { from: '4915155000777', wamid: 'wamid.N8N1', at: minutesAgo(1) };
  await gateway.webhook(messages([text('Wo ist mein Paket?', said)]));
  await eventually(async () => (await subscriptions())[0].lastDeliveredAt !== null, 'it is delivered');
  expect(active.runs).toHaveLength(1);
  expect((await subscriptions())[0]).toMatchObject({ waiting: 0, state: 'active', lastProblem: null });
});
