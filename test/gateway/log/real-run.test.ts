import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { testValues } from '../../support/gateway.ts';
import { type GraphStandIn, startGraphStandIn } from '../../support/graph-stand-in.ts';
import { messages, minutesAgo, status, statuses, text } from '../intake/webhooks.ts';
import { endAll, runProgram } from '../start/program.ts';

let directory: string;
let graph: GraphStandIn;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'parley-log-'));
  graph = await startGraphStandIn();
});
afterEach(async () => {
  await endAll();
  await graph.close();
  rmSync(directory, { recursive: true, force: true });
});

test('What a real process prints names no person, no message, no secret and no body, at the finest level', async () => {
  const gateway = runProgram('gateway', directory, {
    PARLEY_PORT: '0',
    PARLEY_LOG_LEVEL: 'debug',
    PARLEY_API_KEY: testValues.apiKey,
    PARLEY_SECRET_KEY: testValues.secretKey,
    WHATSAPP_API_BASE_URL: graph.url,
  });
  const url = (await gateway.prints(/^Parley gateway: (\S+)$/m))[1];
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const webhook = (payload: unknown, secret: string = testValues.appSecret) => {
    const body = JSON.stringify(payload);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return post('/webhooks/whatsapp', body, { 'x-hub-signature-256': `sha256=${signature}` });
  };
  const from = '4915155987655';
  const wamid = 'wamid.HBgNNDkxNTE1NTk4NzY1NRUCABIYFjNFQjA';
  const said = messages([text('Mein vertrauliches Anliegen', { from, wamid, at: minutesAgo(1) })]);
  expect((await webhook(said)).status).toBe(200);
  expect((await webhook(said, 'wrong-secret')).status).toBe(401);
  graph.next.push('accept', { reject: 131026, details: `Undeliverable to ${from}` });
  for (const words of ['Vertraulich eins', 'Vertraulich zwei']) {
    const body = JSON.stringify({ to: `+${from}`, content: { type: 'text', text: words } });
    const sent = await post('/v1/messages', body, { authorization: `Bearer ${testValues.apiKey}` });
    expect(sent.status).toBe(202);
  }
  await eventually(() => graph.received.length === 2, 'Meta has both');
  await webhook(
    statuses([status('delivered', graph.received[0]?.wamid ?? '', minutesAgo(0), { recipient_id: from })]),
  );
  await post('/v1/messages', '{}', { authorization: 'Bearer a-wrong-key-0123456789-0123456789-01' });
  gateway.kill('SIGTERM');
  expect(await gateway.ended()).toBe(0);
  const printed = gateway.output() + gateway.errors();
  // Something was logged: else nothing would be proven.
  expect(printed).toContain('webhook signature refused');
  const secrets = [
    from,
    '15155987655',
    wamid,
    'ertraulich',
    'Erika',
    'a-wrong-key',
    ...Object.values(testValues),
  ];
  const ids: readonly string[] = [testValues.numberId, testValues.accountId];
  for (const secret of secrets.filter((each) => !ids.includes(each)))
    expect({ secret, told: printed.includes(secret) }).toEqual({ secret, told: false });
});
