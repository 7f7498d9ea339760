import { afterEach, describe, expect, test } from '@jest/globals';
import { startSandbox } from '@parley/sandbox';
import { ACCOUNT_ID, aSandbox, callsTo, NUMBER_ID } from './sandbox-under-test.ts';
import { until } from './until.ts';
import { startReceiver } from './webhook-receiver.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Delivery = {
  state: string;
  attempts: { status: number | null; error: string | null }[];
  body: string;
  signature: string;
};

describe('a webhook', () => {
  test('that is not answered 200 is sent again after a second, the very same bytes', async () => {
    const sandbox = await aSandbox();
    closing.push(sandbox.close);
    sandbox.receiver.answerWith((response, count) => response.writeHead(count === 1 ? 500 : 200).end());
    await sandbox.customer('messages', { text: 'Grüße' });
    await until(() => sandbox.receiver.received.length === 2, 'the second try');
    const [first, second] = sandbox.receiver.received;
    expect(second?.raw).toBe(first?.raw);
    expect(first?.raw).toContain('Gr\\u00fc\\u00dfe');
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(950);
    const [delivery] = await until(async () => {
      const found = (await sandbox.call('GET', '/sandbox/deliveries')).body.deliveries as Delivery[];
      return found[0]?.state === 'delivered' && found;
    }, 'the record of both tries');
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 200]);
    expect(delivery?.body).toBe(first?.raw);
  });

  test('that is answered 202 counts as not taken', async () => {
    const sandbox = await aSandbox();
    closing.push(sandbox.close);
    sandbox.receiver.answerWith((response, count) => response.writeHead(count === 1 ? 202 : 200).end());
    await sandbox.customer('messages', { text: 'x' });
    await until(() => sandbox.receiver.received.length === 2, 'the second try');
  });

  test('that was refused lets those behind it pass', async () => {
    const sandbox = await aSandbox();
    closing.push(sandbox.close);
    sandbox.receiver.answerWith((response, count) => response.writeHead(count === 1 ? 500 : 200).end());
    await sandbox.customer('messages', { text: 'eins' });
    await sandbox.customer('messages', { text: 'zwei' });
    await until(() => sandbox.receiver.received.length === 3, 'all three');
    const words = sandbox.receiver.messages().map(({ text }) => (text as { body: string }).body);
    expect(words).toEqual(['eins', 'zwei', 'eins']);
  });

  test('waits in order for a receiver that starts later', async () => {
    const early = await startReceiver();
    const { port, url } = early;
    await early.close();
    const sandbox = await startSandbox({ webhookUrl: url });
    closing.push(sandbox.close);
    const calls = callsTo(sandbox.url);
    for (const text of ['a', 'b', 'c']) await calls.customer('messages', { text });
    const receiver = await startReceiver({ port });
    closing.push(receiver.close);
    await until(() => receiver.messages().length === 3, 'all three');
    expect(receiver.messages().map(({ text }) => (text as { body: string }).body)).toEqual(['a', 'b', 'c']);
  });
});

describe('the subscription of the account', () => {
  test('ends and begins again, and takes an address of its own only after the handshake', async () => {
    const sandbox = await aSandbox();
    closing.push(sandbox.close);
    const other = await startReceiver();
    closing.push(other.close);
    const path = `${ACCOUNT_ID}/subscribed_apps`;
    expect((await sandbox.graph('GET', path)).body.data).toMatchObject([
      { whatsapp_business_api_data: { id: '100000000000001' } },
    ]);
    await sandbox.graph('DELETE', path);
    await sandbox.customer('messages', { text: 'ungehört' });
    const wrong = await sandbox.graph('POST', path, {
      override_callback_uri: other.url,
      verify_token: 'wrong',
    });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    const right = await sandbox.graph('POST', path, {
      override_callback_uri: other.url,
      verify_token: 'right',
    });
    expect(right.body).toEqual({ success: true });
    await sandbox.customer('messages', { text: 'umgeleitet' });
    await until(() => other.messages().length === 1, 'the webhook at the other address');
    await sandbox.graph('POST', path);
    await sandbox.customer('messages', { text: 'zurück' });
    await until(() => sandbox.receiver.messages().length === 1, 'the webhook at the first address');
    expect(JSON.stringify(sandbox.receiver.messages())).toContain('zurück');
  });

  test('a number can have an address of its own, too', async () => {
    const sandbox = await aSandbox();
    closing.push(sandbox.close);
    const other = await startReceiver();
    closing.push(other.close);
    const webhook_configuration = { override_callback_uri: other.url, verify_token: 'right' };
    expect((await sandbox.graph('POST', NUMBER_ID, { webhook_configuration })).body).toEqual({
      success: true,
    });
    await sandbox.customer('messages', { text: 'an die Nummer' });
    await until(() => other.messages().length === 1, 'the webhook at the other address');
  });
});
