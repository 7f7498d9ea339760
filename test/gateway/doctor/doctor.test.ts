import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { freePort } from '../../support/processes.ts';
import { run } from '../cli/command-line.ts';

type Report = {
  ok: boolean;
  findings: { check: string; state: string; detail: string; remedy: string | null }[];
};

let sandbox: RunningSandbox;
let gateway: TestGateway;
let env: Record<string, string>;
beforeAll(async () => {
  // Its webhooks go nowhere: nobody writes here.
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/webhooks/whatsapp' });
  gateway = await startTestGateway({ graphUrl: sandbox.url });
  env = {
    PARLEY_URL: gateway.url,
    PARLEY_DATA_DIR: gateway.dataDir,
    PARLEY_SECRET_KEY: testValues.secretKey,
    PARLEY_SANDBOX_PORT: String(sandbox.port),
  };
  await eventually(
    async () => (await gateway.call('GET', '/v1/templates')).body.items.length > 0,
    'the templates are read',
  );
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

const doctor = async (more: Record<string, string> = {}) => {
  const { code, out } = await run(['doctor', '--json'], { ...env, ...more });
  const report = JSON.parse(out) as Report;
  const states = Object.fromEntries(report.findings.map(({ check, state }) => [check, state]));
  const of = (check: string) => report.findings.find((finding) => finding.check === check);
  return { code, report, states, of };
};

describe('parley doctor', () => {
  test('looks at a running gateway, its data and Meta, and finds nothing failed', async () => {
    const { code, report, states } = await doctor();
    expect(report.findings.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(code).toBe(0);
    expect(states).toMatchObject({
      settings: 'ok',
      secret_key: 'ok',
      database: 'ok',
      ledger: 'ok',
      gateway: 'ok',
      clock: 'ok',
      app_secret: 'ok',
      token: 'ok',
      registration: 'ok',
      throughput: 'ok',
      subscription: 'ok',
      self_test: 'ok',
      language: 'ok',
    });
  });

  test('leaves nothing behind: the self-test is taken in and says nothing', async () => {
    const count = async () =>
      (await gateway.runtime.store.read.selectFrom('raw_item').selectAll().execute()).length +
      (await gateway.runtime.store.read.selectFrom('webhook_seen').selectAll().execute()).length;
    const before = await count();
    await doctor();
    expect(await count()).toBe(before);
  });

  test('tells a wrong app secret from both sides: Meta’s and the running gateway’s', async () => {
    const { code, states, of } = await doctor({ WHATSAPP_APP_SECRET: 'another-secret' });
    expect([code, states.app_secret, states.self_test]).toEqual([1, 'failed', 'failed']);
    expect(of('app_secret')?.remedy).toContain('WHATSAPP_APP_SECRET');
  });

  test('tells a token that Meta refuses, and one that ends', async () => {
    const wrong = await doctor({
      WHATSAPP_ACCESS_TOKEN: 'wrong',
      WHATSAPP_API_BASE_URL: sandbox.url,
      ...sandboxValues,
    });
    expect([wrong.code, wrong.states.token, wrong.states.registration]).toEqual([1, 'failed', 'failed']);
    const expiresAt = new Date(Date.now() + 3 * 24 * 3_600_000).toISOString();
    await fetch(`${sandbox.url}/sandbox/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'short-lived', expiresAt }),
    });
    const short = await doctor({
      WHATSAPP_ACCESS_TOKEN: 'short-lived',
      WHATSAPP_API_BASE_URL: sandbox.url,
      ...sandboxValues,
    });
    expect(short.of('token')).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining(expiresAt.slice(0, 10)),
    });
  });

  test('tells that the public address does not lead to the gateway', async () => {
    const { states, of } = await doctor({ PARLEY_PUBLIC_URL: `https://127.0.0.1:${await freePort()}` });
    expect(states.webhook).toBe('failed');
    expect(of('webhook')?.detail).toContain('ECONNREFUSED');
  });

  test('tells that the key does not fit the data, and that a file of it lies beside them', async () => {
    const wrong = await doctor({ PARLEY_SECRET_KEY: 'another-secret-key-0123456789-0123456789' });
    expect(wrong.of('database')).toMatchObject({
      state: 'failed',
      remedy: expect.stringContaining('PARLEY_SECRET_KEY'),
    });
    const { PARLEY_SECRET_KEY: _, ...withoutKey } = env;
    const path = join(gateway.dataDir, 'secret.key');
    writeFileSync(path, `${testValues.secretKey}\n`);
    const { out } = await run(['doctor', '--json'], withoutKey);
    rmSync(path);
    expect((JSON.parse(out) as Report).findings).toContainEqual(
      expect.objectContaining({ check: 'secret_key', state: 'warning' }),
    );
  });

  test('tells of settings that no gateway starts with, each by its name', async () => {
    const { code, report } = await doctor({ PARLEY_PORT: 'high', PARLEY_CONSENT_MODE: 'us' });
    expect(code).toBe(1);
    const problems = report.findings.filter(({ check }) => check === 'settings').map(({ detail }) => detail);
    expect(problems).toEqual([
      expect.stringContaining('PARLEY_PORT'),
      expect.stringContaining('PARLEY_CONSENT_MODE'),
    ]);
  });

  test('works alone, before the first start and without the gateway', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'parley-doctor-'));
    try {
      const { code, states } = await doctor({ PARLEY_DATA_DIR: empty, PARLEY_URL: 'http://127.0.0.1:9' });
      expect(code).toBe(0);
      expect(states).toMatchObject({
        database: 'unknown',
        gateway: 'warning',
        self_test: 'unknown',
        token: 'ok',
      });
      writeFileSync(join(empty, 'parley.db'), 'this is no database, whatever its name says'.repeat(100));
      expect((await doctor({ PARLEY_DATA_DIR: empty })).states.database).toBe('failed');
    } finally {
      rmSync(empty, { recursive: true });
    }
  });

  test('tries the secret path of a provider that does not sign', async () => {
    const secret = 'the-secret-path-of-this-gateway-0123456789';
    const whatsApp = {
      ...gateway.runtime.settings.whatsApp,
      provider: '360dialog',
      verifyToken: secret,
    } as const;
    const dialog = await startTestGateway({ settings: { whatsApp: { ...whatsApp, appSecrets: [] } } });
    try {
      const settings = {
        ...sandboxValues,
        PARLEY_URL: dialog.url,
        PARLEY_DATA_DIR: dialog.dataDir,
        WHATSAPP_PROVIDER: '360dialog',
        WHATSAPP_ACCESS_TOKEN: 'd360-key',
        WHATSAPP_API_BASE_URL: sandbox.url,
        WHATSAPP_VERIFY_TOKEN: secret,
      };
      const right = await doctor(settings);
      // Nobody plays 360dialog here, so that the gateway is not ready yet.
      const failed = right.report.findings.filter(({ state }) => state === 'failed');
      expect(failed.filter(({ check }) => check !== 'gateway')).toEqual([]);
      expect(right.states.self_test).toBe('ok');
      const wrong = await doctor({ ...settings, WHATSAPP_VERIFY_TOKEN: 'x'.repeat(40) });
      expect(wrong.states.self_test).toBe('failed');
    } finally {
      await dialog.close();
    }
  });

  test('prints what people read in their language', async () => {
    const { out } = await run(['doctor', '--language', 'de'], env);
    expect(out).toMatch(/^✔ Datenbank\s+Unversehrt, \d+ MB\.$/m);
  });
});

const sandboxValues = {
  WHATSAPP_APP_ID: '100000000000001',
  WHATSAPP_APP_SECRET: 'sandbox-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'sandbox-verify-token',
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
};
