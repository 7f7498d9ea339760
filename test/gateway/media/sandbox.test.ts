import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';

// The sandbox is Meta's side: addresses that end, a token for every byte, and only what was uploaded can be sent.
let sandbox: RunningSandbox;
let gateway: TestGateway;
const phone = '4915112345999';
beforeAll(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/nobody-yet' });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
  const subscribed = await toSandbox('POST', `/v25.0/${testValues.accountId}/subscribed_apps`, {
    override_callback_uri: `${gateway.url}/webhooks/whatsapp`,
    verify_token: testValues.verifyToken,
  });
  expect(subscribed).toMatchObject({ success: true });
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

async function toSandbox(method: string, path: string, body?: unknown) {
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    headers: { authorization: `Bearer ${testValues.accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

test('a picture comes from the phone into the gateway, and a document goes the other way, unchanged', async () => {
  const picture = randomBytes(50_000);
  await toSandbox('POST', `/sandbox/customers/${phone}/messages`, {
    type: 'image',
    data: picture.toString('base64'),
    mimeType: 'image/png',
    text: 'So sieht es aus',
  });
  const { content, id } = await eventually(async () => {
    const { body } = await gateway.call('GET', '/v1/messages');
    return body.items[0] as { id: string; content: { mediaId: string; caption: string } };
  }, 'the message has arrived');
  const answer = await fetch(`${gateway.url}/v1/media/${content.mediaId}/content?wait=20`, {
    headers: { authorization: `Bearer ${gateway.apiKey}` },
  });
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true);
  expect((await gateway.call('GET', `/v1/media/${content.mediaId}`)).body.messageId).toBe(id);

  const invoice = Buffer.from('%PDF-1.4 Rechnung 4711');
  const made = await gateway.call('POST', '/v1/media?filename=Rechnung.pdf', {
    rawBody: invoice,
    headers: { 'content-type': 'application/pdf' },
  });
  const sent = await gateway.call('POST', '/v1/messages', {
    body: { to: `+${phone}`, content: { type: 'document', mediaId: made.body.id, filename: 'Rechnung.pdf' } },
  });
  const { body } = await gateway.call('GET', `/v1/messages/${sent.body.id}?wait=20&until=delivered`);
  expect(body).toMatchObject({ status: 'delivered', error: null });
  const row = await gateway.runtime.store.read
    .selectFrom('media_upload')
    .select('meta_id')
    .where('media_id', '=', made.body.id)
    .executeTakeFirstOrThrow();
  const atMeta = await toSandbox('GET', `/v25.0/${row.meta_id}`);
  expect(atMeta).toMatchObject({
    mime_type: 'application/pdf',
    sha256: createHash('sha256').update(invoice).digest('hex'),
  });
});
