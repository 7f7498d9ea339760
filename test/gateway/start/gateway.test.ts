import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { endAll, runProgram } from './program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-start-'));
});
afterEach(async () => {
  await endAll();
  rmSync(directory, { recursive: true, force: true });
});

const free = { PARLEY_PORT: '0', PARLEY_LOG_LEVEL: 'silent' };

describe('the gateway alone', () => {
  test('says where it is and shows the key once; the next start says only where it is', async () => {
    const first = runProgram('gateway', directory, free);
    const url = (await first.prints(/^Parley gateway: (http:\/\/127\.0\.0\.1:\d+)$/m))[1];
    const key = /^API key \(made now, shown only this once\): (prl_\S+)$/m.exec(first.output())?.[1];
    const answer = await fetch(`${url}/v1/business`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    first.kill('SIGTERM');
    expect(await first.ended()).toBe(0);

    const second = runProgram('gateway', directory, free);
    await second.prints(/^Parley gateway: /m);
    expect(second.output().trim().split('\n')).toHaveLength(1);
    second.kill('SIGINT');
    expect(await second.ended()).toBe(0);
  });

  test('ends within two seconds when it is idle, with callers that only wait', async () => {
    const apiKey = 'test-api-key-0123456789-0123456789';
    const gateway = runProgram('gateway', directory, { ...free, PARLEY_API_KEY: apiKey });
    const url = (await gateway.prints(/^Parley gateway: (\S+)$/m))[1];
    const headers = { authorization: `Bearer ${apiKey}` };
    const waiting = fetch(`${url}/v1/events?after=latest&wait=30`, { headers });
    await fetch(`${url}/v1/business`, { headers });
    const from = performance.now();
    gateway.kill('SIGTERM');
    expect(await gateway.ended()).toBe(0);
    expect(performance.now() - from).toBeLessThan(2000);
    expect((await waiting).status).toBe(200);
  });

  test('on a busy port says so in one sentence, and which variable changes it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const gateway = runProgram('gateway', directory, { ...free, PARLEY_PORT: String(port) });
    expect(await gateway.ended()).toBe(1);
    expect(gateway.errors().trim()).toBe(
      `Port ${port} is already in use, perhaps by another gateway: end that, or set PARLEY_PORT to another port.`,
    );
    await new Promise((resolve) => server.close(resolve));
  });

  test('with data that cannot be opened says where they are', async () => {
    writeFileSync(join(directory, 'data'), 'a file, not a folder');
    const gateway = runProgram('gateway', directory, free);
    expect(await gateway.ended()).toBe(1);
    expect(gateway.errors()).toContain('PARLEY_DATA_DIR');
    expect(gateway.errors().trim().split('\n')).toHaveLength(1);
  });

  test('with wrong settings tells every one of them', async () => {
    const gateway = runProgram('gateway', directory, { PARLEY_PORT: 'x', PARLEY_CONSENT_MODE: 'us' });
    expect(await gateway.ended()).toBe(1);
    expect(gateway.errors()).toContain('PARLEY_PORT must be a port');
    expect(gateway.errors()).toContain('PARLEY_CONSENT_MODE must be de or meta');
    expect(gateway.errors()).not.toContain('    at ');
  });

  test('beside another one on the same data refuses, since two would send twice', async () => {
    const first = runProgram('gateway', directory, free);
    await first.prints(/^Parley gateway: /m);
    const second = runProgram('gateway', directory, free);
    expect(await second.ended()).toBe(1);
    expect(second.errors()).toContain('Another gateway is using the data');
  });

  test('reads .env in development, and not in production', async () => {
    writeFileSync(join(directory, '.env'), 'PARLEY_CONSENT_MODE=us\n');
    const development = runProgram('gateway', directory, free);
    expect(await development.ended()).toBe(1);
    expect(development.errors()).toContain('PARLEY_CONSENT_MODE');
    const production = runProgram('gateway', directory, { ...free, NODE_ENV: 'production' });
    await production.prints(/^Parley gateway: /m);
  });
});
