import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OutboundContent } from '@parley/core/message';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { freePort } from '../../support/processes.ts';
import { filled, sendSamples } from '../../support/send-samples.ts';
import { asRaw, expressed } from '../../support/sendable-content.ts';

let sandbox: RunningSandbox;
let gateway: TestGateway;
let people = 0;

beforeAll(async () => {
  const port = await freePort();
  gateway = await startTestGateway({ graphUrl: `http://127.0.0.1:${port}` });
  sandbox = await startSandbox({ port, webhookUrl: `${gateway.url}/webhooks/whatsapp` });
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

/** Somebody who has just written; the id of their message. */
async function whoWrote(): Promise<{ phone: string; messageId: string }> {
  const phone = `49151${30_000_000 + people++}`;
  const answer = await fetch(`${sandbox.url}/sandbox/customers/${phone}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Hallo' }),
  });
  const { wamid } = (await answer.json()) as { wamid: string };
  const row = await eventually(
    () =>
      gateway.runtime.store.read
        .selectFrom('message')
        .select('id')
        .where('wamid', '=', wamid)
        .executeTakeFirst(),
    'the gateway has what they wrote',
  );
  return { phone, messageId: row.id };
}

/** What needs nothing that only a running account has; templates have tests of their own. */
const contents: [string, OutboundContent][] = [
  ...Object.entries(expressed)
    .filter(([, { content }]) => content.type !== 'template' && !JSON.stringify(content).includes('mediaId'))
    .map(([name, { content }]): [string, OutboundContent] => [name, content]),
  ...asRaw.map((name): [string, OutboundContent] => {
    const body = sendSamples.find((sample) => sample.name === name)?.body ?? {};
    const { type, interactive } = filled(body, { TO: '' });
    return [name, { type: 'raw', message: { type, interactive } }];
  }),
];

test.each(contents)('%s reaches the customer', async (_name, given) => {
  const { phone, messageId } = await whoWrote();
  const content = given.type === 'reaction' ? { ...given, message: messageId } : given;
  const sent = await gateway.call('POST', '/v1/messages', { body: { to: `+${phone}`, content } });
  expect(sent).toMatchObject({ status: 202 });
  const reached = given.type === 'reaction' ? 'sent' : 'delivered';
  const { body } = await gateway.call('GET', `/v1/messages/${sent.body.id}?wait=20&until=${reached}`);
  expect(body).toMatchObject({ status: reached, error: null, content });
});

test('every kind of content is among them', () => {
  expect(new Set(contents.map(([, { type }]) => type))).toEqual(
    new Set([
      'text',
      'image',
      'video',
      'audio',
      'document',
      'sticker',
      'location',
      'contacts',
      'reaction',
      'buttons',
      'list',
      'link',
      'flow',
      'location_request',
      'contact_request',
      'raw',
    ]),
  );
});
