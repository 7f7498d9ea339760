import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '@parley/sandbox';
import { createQuestions } from '../../../packages/gateway/src/alerts/questions.ts';
import { lookForTrouble } from '../../../packages/gateway/src/alerts/watch.ts';
import { customers } from '../../support/customers.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { run } from '../cli/command-line.ts';

const NEXT_TOKEN = 'EAAnextTokenOfTheSystemUser0123456789';

let postgres: PostgresServer;
let sandbox: RunningSandbox;
let gateway: TestGateway;
let databaseUrl: string;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.database();
  sandbox = await startSandbox({ webhookUrl: 'http://127.0.0.1:9/' });
  gateway = await startTestGateway({ graphUrl: sandbox.url, settings: { databaseUrl } });
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
  await postgres.close();
});

const makeToken = (token: string, expiresAt?: string) =>
  fetch(`${sandbox.url}/sandbox/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...(expiresAt === undefined ? {} : { expiresAt }) }),
  });

test('Alerts, metrics and counts work on PostgreSQL as they do on SQLite', async () => {
  await customers(gateway).writes('+4915112345801');
  await makeToken(testValues.accessToken, new Date(Date.now() + 3 * 24 * 3_600_000).toISOString());
  await lookForTrouble(gateway.runtime, createQuestions(gateway.runtime));
  // A second count in the same hour is added to the first.
  await customers(gateway).writes('+4915112345802');
  await lookForTrouble(gateway.runtime, createQuestions(gateway.runtime));
  const hours = await gateway.runtime.store.read.selectFrom('webhook_hour').select('webhooks').execute();
  expect(hours.reduce((sum, { webhooks }) => sum + webhooks, 0)).toBe(2);
  expect((await gateway.call('GET', '/v1/alerts')).body.items).toMatchObject([{ code: 'TOKEN_EXPIRING' }]);
  const { body: metrics } = await gateway.call('GET', '/metrics');
  expect(metrics).toContain('parley_alerts_raised{code="TOKEN_EXPIRING",severity="warning"} 1');
  expect(metrics).toMatch(/parley_commit_seconds_count [1-9]/);
});

test('The doctor looks into PostgreSQL, and changes nothing there', async () => {
  const env = {
    PARLEY_URL: gateway.url,
    PARLEY_DATA_DIR: gateway.dataDir,
    PARLEY_DATABASE_URL: databaseUrl,
    PARLEY_SECRET_KEY: testValues.secretKey,
    PARLEY_SANDBOX_PORT: String(sandbox.port),
  };
  const { out } = await run(['doctor', '--json'], env);
  const states = Object.fromEntries(
    (JSON.parse(out).findings as { check: string; state: string }[]).map(({ check, state }) => [
      check,
      state,
    ]),
  );
  expect(states).toMatchObject({ database: 'ok', ledger: 'ok', alerts: 'warning', self_test: 'ok' });
  const empty = await run(['doctor', '--json'], { ...env, PARLEY_DATABASE_URL: await postgres.database() });
  expect(JSON.parse(empty.out).findings).toContainEqual(
    expect.objectContaining({ check: 'database', state: 'unknown' }),
  );
  const away = await run(['doctor', '--json'], {
    ...env,
    PARLEY_DATABASE_URL: 'postgres://parley:geheim@127.0.0.1:9/x',
  });
  expect(JSON.parse(away.out).findings).toContainEqual(
    expect.objectContaining({ check: 'database', state: 'failed' }),
  );
  expect(away.out).not.toContain('geheim');
});

test('A token given to one gateway is taken over by the others on the same data', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-second-'));
  const second = await startTestGateway({ graphUrl: sandbox.url, dataDir, settings: { databaseUrl } });
  try {
    await makeToken(NEXT_TOKEN);
    const path = `/v1/numbers/${testValues.numberId}`;
    expect((await gateway.call('PATCH', path, { body: { token: NEXT_TOKEN } })).status).toBe(200);
    const { credentials, store } = second.runtime;
    await credentials.load(store);
    expect(second.runtime.settings.numbers.map(({ token }) => token)).toEqual([NEXT_TOKEN]);
  } finally {
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
