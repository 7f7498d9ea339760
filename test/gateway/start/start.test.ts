import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../support/eventually.ts';
import { answers, freePort } from '../../support/processes.ts';
import { childrenOf, endAll, isAlive, runProgram } from './program.ts';

const apiKey = 'test-api-key-0123456789-0123456789';
let directory: string;
let env: Record<string, string>;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'parley-start-'));
  env = {
    PARLEY_PORT: String(await freePort()),
    PARLEY_SANDBOX_PORT: String(await freePort()),
    PARLEY_API_KEY: apiKey,
  };
});
afterEach(async () => {
  await endAll();
  rmSync(directory, { recursive: true, force: true });
});

const gatewayUrl = () => `http://127.0.0.1:${env.PARLEY_PORT}`;
const sandboxUrl = () => `http://127.0.0.1:${env.PARLEY_SANDBOX_PORT}`;
const get = async (path: string) =>
  (await fetch(gatewayUrl() + path, { headers: { authorization: `Bearer ${apiKey}` } })).json();
const running = /^Parley is running\.$/m;

function childNamed(parent: number, file: string): number {
  const child = childrenOf(parent).find(({ args }) => args.includes(file));
  if (!child) throw new Error(`No child runs ${file}.`);
  return child.pid;
}

describe('npm start', () => {
  test('runs gateway and sandbox, says where they are, starts again what falls, and ends in order', async () => {
    const start = runProgram('start', directory, env);
    await start.prints(running);
    expect(start.output()).toContain(gatewayUrl());
    expect(start.output()).toContain(sandboxUrl());
    expect(start.output()).toContain('the one in PARLEY_API_KEY');
    await fetch(`${sandboxUrl()}/sandbox/customers/4915112345678/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'text', text: 'Hallo', name: 'Erika' }),
    });
    await eventually(
      async () => (await get('/v1/contacts?search=Erika')).items.length === 1,
      'the message has arrived',
    );

    process.kill(childNamed(start.pid, 'gateway/src/cli/gateway.ts'), 'SIGKILL');
    await start.prints(/The gateway ended \(SIGKILL\); it is started again in 1 s/);
    await eventually(() => answers(`${gatewayUrl()}/readyz`), 'the gateway is back');
    expect((await get('/v1/contacts?search=Erika')).items).toHaveLength(1);

    start.kill('SIGTERM');
    expect(await start.ended()).toBe(0);
    expect(await answers(`${gatewayUrl()}/healthz`)).toBe(false);
    expect(await answers(`${sandboxUrl()}/sandbox/state`)).toBe(false);
  });

  test.each([
    ['gateway', 'PARLEY_PORT'],
    ['sandbox', 'PARLEY_SANDBOX_PORT'],
  ])('ends with one sentence when the port of the %s is busy', async (_what, variable) => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(Number(env[variable]), '127.0.0.1', resolve));
    const start = runProgram('start', directory, env);
    expect(await start.ended()).toBe(1);
    expect(start.errors()).toContain(`Port ${env[variable]} is already in use`);
    expect(start.errors()).toContain(variable);
    expect(start.errors().trim().split('\n')).toHaveLength(1);
    expect(start.output()).not.toMatch(running);
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    ['gateway', 'PARLEY_PORT'],
    ['sandbox', 'PARLEY_SANDBOX_PORT'],
  ])(
    'shows the first key once it runs, also after a start at which the port of the %s was busy',
    async (_what, variable) => {
      const { PARLEY_API_KEY: _, ...keyless } = env;
      const server = createServer((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.listen(Number(env[variable]), '127.0.0.1', resolve));
      expect(await runProgram('start', directory, keyless).ended()).toBe(1);
      await new Promise((resolve) => server.close(resolve));

      const start = runProgram('start', directory, keyless);
      const [, key] = await start.prints(/^ +API key +(prl_\S+) +\(made now and shown only this once/m);
      const answer = await fetch(`${gatewayUrl()}/v1/business`, {
        headers: { authorization: `Bearer ${key}` },
      });
      expect(answer.status).toBe(200);
      start.kill('SIGTERM');
      expect(await start.ended()).toBe(0);
      const again = runProgram('start', directory, keyless);
      await again.prints(/API key +as shown at the first start/);
    },
  );

  test('names the wrong settings of gateway and sandbox together, each once', async () => {
    const wrong = {
      PARLEY_CONSENT_MODE: 'xx',
      PARLEY_API_KEY: 'kurz',
      PARLEY_SANDBOX_PORT: 'abc',
      WHATSAPP_APP_ID: 'no digits',
    };
    const start = runProgram('start', directory, { ...env, ...wrong });
    expect(await start.ended()).toBe(1);
    for (const variable of Object.keys(wrong))
      expect(start.errors().match(new RegExp(`- ${variable} must`, 'g'))).toHaveLength(1);
  });

  const wrongAdapters = {
    SLACK_BOT_TOKEN: 'no-bot-token',
    SLACK_CHANNEL_ID: 'general',
    SALESFORCE_CLIENT_ID: 'invented',
    SALESFORCE_DEFAULT_COUNTRY: 'Germany',
  };
  const theirFaults = [
    'SLACK_BOT_TOKEN: must begin with xoxb-',
    'SLACK_SIGNING_SECRET: is missing',
    'SLACK_CHANNEL_ID: must be a channel id',
    'SALESFORCE_LOGIN_URL',
    'SALESFORCE_DEFAULT_COUNTRY must be two capital letters',
  ];

  test('shows every wrong setting of an adapter at once, and runs without it', async () => {
    const start = runProgram('start', directory, { ...env, ...wrongAdapters });
    await start.prints(running);
    await start.prints(/Slack +off, its settings are wrong: see below/);
    for (const fault of theirFaults) await start.prints(new RegExp(fault));
    expect(start.output()).not.toContain('is started again');
    expect((await get('/v1/keys')).items.map((key: { name: string }) => key.name)).toEqual(['first key']);
    start.kill('SIGTERM');
    expect(await start.ended()).toBe(0);
  });

  test('shows them together with those of the gateway, when that cannot start', async () => {
    const start = runProgram('start', directory, { ...env, ...wrongAdapters, PARLEY_CONSENT_MODE: 'xx' });
    expect(await start.ended()).toBe(1);
    for (const fault of ['PARLEY_CONSENT_MODE must', ...theirFaults]) expect(start.errors()).toContain(fault);
  });

  test('gives an adapter a key of its own, revokes it at the end, and leaves nothing behind when it is killed', async () => {
    const slack = {
      SLACK_BOT_TOKEN: 'xoxb-invented',
      SLACK_SIGNING_SECRET: 'invented-signing-secret',
      SLACK_CHANNEL_ID: 'C0123456789',
      SLACK_API_URL: 'http://127.0.0.1:9/api/',
      SLACK_PORT: '0',
    };
    const start = runProgram('start', directory, { ...env, ...slack });
    await start.prints(running);
    expect(start.output()).toMatch(/Slack +on/);
    const named = async () =>
      (await get('/v1/keys')).items.filter((key: { name: string }) => key.name === 'slack (npm start)');
    expect(await named()).toMatchObject([
      { tool: 'slack', scopes: expect.arrayContaining(['tools:slack', 'messages:send']) },
    ]);
    expect((await named())[0].scopes).not.toContain('admin');

    // Killed, it can neither end its programs nor revoke keys: the leash and the next start do.
    const children = childrenOf(start.pid).map(({ pid }) => pid);
    expect(children).toHaveLength(3);
    start.kill('SIGKILL');
    await eventually(() => !children.some(isAlive), 'the children have ended');
    const again = runProgram('start', directory, { ...env, ...slack });
    await again.prints(running);
    expect(await named()).toHaveLength(1);
    again.kill('SIGTERM');
    expect(await again.ended()).toBe(0);
    await runProgram('gateway', directory, env).prints(/^Parley gateway: /m);
    expect(await named()).toEqual([]);
  });
});
