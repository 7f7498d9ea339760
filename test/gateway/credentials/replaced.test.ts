import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { customers } from '../../support/customers.ts';
import { startDialog360StandIn } from '../../support/dialog360-stand-in.ts';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testSettings, testValues } from '../../support/gateway.ts';
import { run } from '../cli/command-line.ts';

const NEXT_TOKEN = 'EAAnextTokenOfTheSystemUser0123456789';
const path = `/v1/numbers/${testValues.numberId}`;

let sandbox: RunningSandbox;
let gateway: TestGateway;
beforeEach(async () => {
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/webhooks/whatsapp' });
  gateway = await startTestGateway({ graphUrl: sandbox.url, settings: { logLevel: 'trace' } });
});
afterEach(async () => {
  await gateway.close();
  await sandbox.close();
});

const tokenIs = (token: string, valid: boolean) =>
  fetch(`${sandbox.url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, valid }),
  });
const sends = async (by: TestGateway, phone: string) => {
  const body = { to: phone, content: { type: 'text', text: 'Guten Tag' } };
  // The sandbox keeps its own window: there the customer has to have written, too.
  await fetch(`${sandbox.url}/sandbox/customers/${phone}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'Hallo' }),
  });
  const { id } = (await by.call('POST', '/v1/messages', { body })).body;
  return eventually(async () => {
    const { status, error } = (await by.call('GET', `/v1/messages/${id}`)).body;
    return (status === 'sent' || status === 'failed') && { status, code: error?.code };
  }, 'the send has ended');
};

describe('An access token', () => {
  test('is replaced while the gateway runs, once Meta has answered with it, and stays so over a restart', async () => {
    await tokenIs(NEXT_TOKEN, true);
    const { cursor } = (await gateway.call('GET', '/v1/events?after=latest')).body;
    const env = { PARLEY_URL: gateway.url, PARLEY_API_KEY: testValues.apiKey };
    const replaced = await run(['numbers', 'token', testValues.numberId], env, { input: `${NEXT_TOKEN}\n` });
    expect(replaced).toMatchObject({ code: 0, err: '' });
    await tokenIs(testValues.accessToken, false);
    const { phone } = await customers(gateway).writes('+4915112345701');
    expect(await sends(gateway, phone)).toEqual({ status: 'sent' });
    const events = JSON.stringify((await gateway.call('GET', `/v1/events?after=${cursor}`)).body);
    expect(events + replaced.out + gateway.logged.join('')).not.toContain(NEXT_TOKEN);
    for (const name of readdirSync(gateway.dataDir).filter((each) => each.startsWith('parley.db')))
      expect(readFileSync(join(gateway.dataDir, name), 'latin1').includes(NEXT_TOKEN)).toBe(false);
    await gateway.stop();
    const second = await startTestGateway({ graphUrl: sandbox.url, dataDir: gateway.dataDir });
    try {
      expect(await sends(second, phone)).toEqual({ status: 'sent' });
    } finally {
      await second.stop();
    }
  });

  test('that Meta refuses is not taken: the old one goes on', async () => {
    const refused = await gateway.call('PATCH', path, { body: { token: 'EAAnobodyHasMadeThisToken' } });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'CREDENTIAL_REFUSED',
        errors: [{ path: 'token', message: expect.stringContaining('stays in use') }],
      },
    });
    expect(JSON.stringify(refused.body)).not.toContain('EAAnobody');
    const { phone } = await customers(gateway).writes('+4915112345702');
    expect(await sends(gateway, phone)).toEqual({ status: 'sent' });
  });

  test('is not replaced while Meta cannot be asked', async () => {
    await sandbox.close();
    const answer = await gateway.call('PATCH', path, { body: { token: NEXT_TOKEN } });
    expect([answer.status, answer.body.code]).toEqual([503, 'META_UNREACHABLE']);
    sandbox = await startSandbox({
      webhookUrl: 'http://127.0.0.1:9/',
      port: Number(new URL(sandbox.url).port),
    });
  });

  test.each([
    ['with a blank', 'EAA token 0123'],
    ['too short', 'EAA'],
  ])('%s is refused by its field', async (_case, token) => {
    const { status, body } = await gateway.call('PATCH', path, { body: { token } });
    expect([status, body.errors[0].path]).toEqual([422, 'token']);
  });

  test('of the settings counts again once they name another one', async () => {
    await tokenIs(NEXT_TOKEN, true);
    expect((await gateway.call('PATCH', path, { body: { token: NEXT_TOKEN } })).status).toBe(200);
    await gateway.stop();
    await tokenIs('EAAthirdToken0123456789', true);
    const { numbers } = testSettings(gateway.dataDir);
    const third = numbers.map((number) => ({ ...number, token: 'EAAthirdToken0123456789' }));
    const second = await startTestGateway({
      graphUrl: sandbox.url,
      dataDir: gateway.dataDir,
      settings: { numbers: third },
    });
    try {
      await tokenIs(NEXT_TOKEN, false);
      expect(second.runtime.settings.numbers).toEqual(third);
    } finally {
      await second.stop();
    }
  });
});

describe('The app secret', () => {
  const post = (secret: string) => {
    const body = '{"object":"whatsapp_business_account","entry":[]}';
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    return gateway.webhook(body, { 'x-hub-signature-256': `sha256=${signature}` });
  };

  test('is replaced once Meta takes it for the app; webhooks of both are taken meanwhile', async () => {
    const env = { PARLEY_URL: gateway.url, PARLEY_API_KEY: testValues.apiKey };
    const early = await run(['business', 'app-secret'], env, { input: 'next-app-secret' });
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining('appSecret: is not taken by Meta') });
    expect((await post('next-app-secret')).status).toBe(401);
    // Somebody resets it at Meta.
    const port = Number(new URL(sandbox.url).port);
    await sandbox.close();
    sandbox = await startSandbox({
      webhookUrl: 'http://127.0.0.1:9/',
      port,
      account: { appSecret: 'next-app-secret' },
    });
    const replaced = await run(['business', 'app-secret'], env, { input: 'next-app-secret' });
    expect(replaced).toMatchObject({ code: 0, err: '' });
    expect((await post('next-app-secret')).status).toBe(200);
    expect((await post(testValues.appSecret)).status).toBe(200);
    expect((await post('another-secret')).status).toBe(401);
    expect(
      JSON.stringify((await gateway.call('GET', '/v1/business')).body) + gateway.logged.join(''),
    ).not.toContain('next-app-secret');
  });
});

test('A key of 360dialog’s is tried by the templates that it shows', async () => {
  const provider = await startDialog360StandIn('D360-the-new-key-0123456789');
  const base = testSettings('', provider.url);
  const whatsApp = {
    ...base.whatsApp,
    provider: '360dialog',
    appSecrets: [],
    verifyToken: 'x'.repeat(40),
  } as const;
  const numbers = base.numbers.map((number) => ({ ...number, token: 'D360-the-old-key-0123456789' }));
  const dialog = await startTestGateway({ settings: { whatsApp, numbers } });
  try {
    expect(
      (await dialog.call('PATCH', path, { body: { token: 'D360-a-wrong-key-0123456789' } })).body,
    ).toMatchObject({
      code: 'CREDENTIAL_REFUSED',
      errors: [{ path: 'token' }],
    });
    const replaced = await dialog.call('PATCH', path, { body: { token: 'D360-the-new-key-0123456789' } });
    expect(replaced.status).toBe(200);
    expect(dialog.runtime.settings.numbers[0]?.token).toBe('D360-the-new-key-0123456789');
  } finally {
    await dialog.close();
    await provider.close();
  }
});
