import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createStandingApi } from '@parley/core/cloud-api';
import { ACCOUNT_ID, aSandbox, NUMBER_ID, type SandboxUnderTest } from './sandbox-under-test.ts';

const APP = { id: '100000000000001', secret: 'sandbox-app-secret' };

describe('The access tokens', () => {
  let sandbox: SandboxUnderTest;
  beforeAll(async () => {
    sandbox = await aSandbox();
  });
  afterAll(() => sandbox.close());

  const inspect = (token: string, bearer = `${APP.id}|${APP.secret}`) =>
    sandbox.call('GET', `/v25.0/debug_token?input_token=${encodeURIComponent(token)}`, undefined, {
      authorization: `Bearer ${bearer}`,
    });
  const standing = (token = 'sandbox-access-token') =>
    createStandingApi({ baseUrl: sandbox.url, version: 'v25.0', token, app: APP, fetch });

  test('the one of the settings is in force and has no end', async () => {
    expect((await inspect('sandbox-access-token')).body.data).toMatchObject({
      app_id: APP.id,
      is_valid: true,
      expires_at: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    });
    expect(await standing().inspectToken('sandbox-access-token')).toMatchObject({
      ok: true,
      value: { isValid: true, expiresAt: null, appId: APP.id },
    });
  });

  test('another one is made with its end, taken until then, and refused afterwards', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    expect((await sandbox.call('POST', '/sandbox/tokens', { token: 'next-token', expiresAt })).body).toEqual({
      made: true,
      valid: true,
      expiresAt,
    });
    expect(await standing().inspectToken('next-token')).toMatchObject({
      value: { isValid: true, expiresAt: new Date(Math.floor(Date.parse(expiresAt) / 1000) * 1000) },
    });
    const number = () =>
      sandbox.call('GET', `/v25.0/${NUMBER_ID}`, undefined, { authorization: 'Bearer next-token' });
    expect((await number()).status).toBe(200);
    const past = new Date(Date.now() - 1000).toISOString();
    await sandbox.call('POST', '/sandbox/tokens', { token: 'next-token', expiresAt: past });
    expect(await number()).toMatchObject({
      status: 401,
      body: { error: { code: 190, error_subcode: 463, type: 'OAuthException' } },
    });
    expect((await inspect('next-token')).body.data).toMatchObject({ is_valid: false });
  });

  test('one that nobody made is told as not valid', async () => {
    expect(await inspect('made-up')).toMatchObject({
      status: 200,
      body: { data: { is_valid: false, error: { code: 190 }, scopes: [] } },
    });
  });

  test('are asked about by the app or with a token, with input_token, and never by strangers', async () => {
    expect((await inspect('made-up', 'sandbox-access-token')).status).toBe(200);
    expect((await inspect('made-up', `${APP.id}|wrong`)).status).toBe(401);
    expect((await inspect('')).body.error?.code).toBe(100);
    const asApp = { authorization: `Bearer ${APP.id}|${APP.secret}` };
    expect((await sandbox.call('GET', `/v25.0/${NUMBER_ID}`, undefined, asApp)).status).toBe(401);
  });

  test('a control call that makes no sense names its field', async () => {
    const { status, body } = await sandbox.call('POST', '/sandbox/tokens', { token: 'x', expiresAt: 'soon' });
    expect([status, body.error?.fields?.[0]?.path]).toEqual([422, 'expiresAt']);
  });
});

test('The apps that get the account’s webhooks are listed with the address that the account has of its own', async () => {
  const sandbox = await aSandbox();
  try {
    const api = createStandingApi({
      baseUrl: sandbox.url,
      version: 'v25.0',
      token: 'sandbox-access-token',
      fetch,
    });
    expect(await api.listSubscribedApps(ACCOUNT_ID)).toEqual({ ok: true, value: [{ id: APP.id }] });
    await sandbox.graph('DELETE', `${ACCOUNT_ID}/subscribed_apps`);
    expect(await api.listSubscribedApps(ACCOUNT_ID)).toEqual({ ok: true, value: [] });
    expect(await api.listSubscribedApps('42')).toMatchObject({ ok: false, error: { code: 100 } });
  } finally {
    await sandbox.close();
  }
});
