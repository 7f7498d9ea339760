import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startGatewayStandIn, World } from './gateway-stand-in/index.ts';
import { eventually, startOrg } from './setting.ts';

const CLI = join(import.meta.dirname, '../../packages/salesforce-adapter/src/cli.ts');

function start(environment: Record<string, string>): {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
} {
  const child = spawn(process.execPath, ['--conditions=@parley/source', CLI], {
    // A folder without a .env file, whatever lies in the one the tests are started from.
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (text += String(part)));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said: () => text, ended };
}

/** A port nobody listens on, for a gateway that comes later. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

test('the process waits for a gateway that is not up yet, says so, works, and ends with 0 on SIGTERM', async () => {
  const org = await startOrg();
  const port = await freePort();
  const world = new World();
  world.customerWrites({ phone: '+4915112345678', name: 'Erika' }, 'Hallo');
  const { child, said, ended } = start({
    PARLEY_URL: `http://127.0.0.1:${port}`,
    PARLEY_API_KEY: 'a-key-of-the-salesforce-adapter-0001',
    SALESFORCE_LOGIN_URL: org.url,
    SALESFORCE_CLIENT_ID: 'parley-client-id',
    SALESFORCE_CLIENT_SECRET: 'parley-client-secret',
    SALESFORCE_POLL_SECONDS: '1',
    // Loopback must not go through it.
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
  });
  try {
    await eventually(() => expect(said()).toContain('waits for the gateway'), 10_000);
    await eventually(() => expect(said()).toContain('did not answer'), 10_000);
    expect(said()).not.toContain('is ready');
    const gateway = await startGatewayStandIn(world, port);
    try {
      await eventually(() => expect(said()).toContain('The Salesforce adapter is ready'), 15_000);
      await eventually(() => expect(org.all('WhatsApp_Message__c')).toHaveLength(1), 10_000);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      await gateway.close();
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
    await org.close();
  }
});

test('the process does not start with incomplete settings and lists every one of them', async () => {
  const { said, ended } = start({});
  expect(await ended).toBe(1);
  for (const name of [
    'PARLEY_URL',
    'PARLEY_API_KEY',
    'SALESFORCE_LOGIN_URL',
    'SALESFORCE_CLIENT_ID',
    'SALESFORCE_CLIENT_SECRET',
  ])
    expect(said()).toContain(`- ${name}`);
});
