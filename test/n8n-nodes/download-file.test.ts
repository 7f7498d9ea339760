import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { image, messages, minutesAgo } from '../gateway/intake/webhooks.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../support/graph-stand-in.ts';
import { type N8nEngine, startN8nEngine } from '../support/n8n-engine.ts';
import { buildN8nPackage } from '../support/n8n-package.ts';
import { connect, parleyNode, startNode } from '../support/n8n-parley.ts';

let meta: GraphStandIn;
let gateway: TestGateway;
let engine: N8nEngine;
let built: Awaited<ReturnType<typeof buildN8nPackage>>;
beforeAll(async () => {
  [built, meta] = await Promise.all([buildN8nPackage(), startGraphStandIn()]);
  gateway = await startTestGateway({ graphUrl: meta.url });
  const key = await gateway.makeKey(['messages:read'], { tool: 'n8n' });
  engine = await startN8nEngine({
    packageFolder: built.folder,
    credentials: { cred1: { url: gateway.url, apiKey: key } },
  });
});
afterAll(async () => {
  await engine.close();
  await gateway.close();
  await meta.close();
  await built.remove();
});

const download = (mediaId: string) =>
  engine.runWorkflow({
    nodes: [
      startNode,
      parleyNode({
        resource: 'file',
        operation: 'download',
        mediaId: '={{ $json.mediaId }}',
        binaryPropertyName: 'picture',
      }),
    ],
    connections: connect('Start', 'Parley'),
    items: [{ mediaId, from: '+4915112345678' }],
  });

describe('Download', () => {
  test('gives a file that a customer sent as binary data, and the item keeps its fields', async () => {
    const bytes = randomBytes(5000);
    meta.media.files.set('770000000000001', { bytes, mimeType: 'image/jpeg' });
    const said = { from: '4915155000888', wamid: 'wamid.PICTURE', at: minutesAgo(1) };
    await gateway.webhook(messages([image('770000000000001', said)]));
    const run = await download('770000000000001');
    const [item] = run.output('Parley') as unknown as {
      json: Record<string, unknown>;
      binary: Record<string, { data: string; mimeType: string }>;
    }[];
    expect(item?.json).toMatchObject({
      outcome: 'downloaded',
      from: '+4915112345678',
      media: { id: '770000000000001', state: 'stored' },
    });
    expect(item?.binary.picture).toMatchObject({ mimeType: 'image/jpeg' });
    expect(Buffer.from(item?.binary.picture?.data ?? '', 'base64').equals(bytes)).toBe(true);
  });

  test('of a file that is not there stops with the gateway’s words', async () => {
    const run = await download('no-such-file');
    expect(run.status).toBe('error');
    expect(String((run.failure as { message?: string }).message)).toContain('no-such-file');
  });
});
