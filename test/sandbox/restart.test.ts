import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { callsTo, wamidOf } from './sandbox-under-test.ts';
import { until } from './until.ts';
import { type Receiver, startReceiver } from './webhook-receiver.ts';

const CLI = fileURLToPath(new URL('../../packages/sandbox/src/cli.ts', import.meta.url));
const children: ChildProcess[] = [];
let folder: string;
let receiver: Receiver;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-sandbox-'));
  receiver = await startReceiver();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
  }
});
afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true });
});

/** Starts the real process; answers its address once it says that it is ready. */
async function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['--conditions=@parley/source', CLI], {
    env: {
      PATH: process.env.PATH,
      PARLEY_DATA_DIR: folder,
      PARLEY_SANDBOX_PORT: '0',
      PARLEY_PORT: String(receiver.port),
      ...env,
    },
  });
  children.push(child);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const ready = await until(
    () => /http:\S+/.exec(output)?.[0] ?? (child.exitCode !== null && 'ended'),
    'the sandbox to start',
  );
  return { child, url: ready, output: () => output, errors: () => errors };
}

const end = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });

describe('a sandbox that is killed', () => {
  test('shows every accepted message after its restart, and delivers what was not acknowledged', async () => {
    receiver.answerWith((response) => response.writeHead(503).end());
    const first = await start();
    const before = callsTo(first.url);
    const inbound = await before.customer('messages', { text: 'Kommt das an?' });
    const wamid = wamidOf(await before.send({ text: { body: 'Ja' }, biz_opaque_callback_data: 'kill-1' }));
    await end(first.child, 'SIGKILL');
    receiver.answerWith((response) => response.writeHead(200).end());
    const second = await start();
    const after = callsTo(second.url);
    expect((await after.phone()).map((message) => message.wamid)).toEqual([inbound.body.wamid, wamid]);
    await receiver.status(wamid, 'delivered');
    const acknowledged = receiver.messages().filter(({ id }) => id === inbound.body.wamid);
    expect(acknowledged.length).toBeGreaterThanOrEqual(1);
    expect(receiver.received.every(({ signed }) => signed)).toBe(true);
    const another = wamidOf(await after.send({ text: { body: 'Noch eine' } }));
    expect(another).not.toBe(wamid);
    expect(await end(second.child, 'SIGTERM')).toBe(0);
  });
});

describe('a start that can not work', () => {
  test('on a busy port is explained in one sentence', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { child, errors } = await start({ PARLEY_SANDBOX_PORT: String(port) });
    await new Promise((resolve) => server.close(resolve));
    expect(child.exitCode).toBe(1);
    expect(errors().trim()).toMatch(/^Port \d+ is already in use.*PARLEY_SANDBOX_PORT to another port\.$/);
  });

  test('names every setting that is wrong at once', async () => {
    const { child, errors } = await start({
      PARLEY_SANDBOX_PORT: 'x',
      WHATSAPP_PHONE_NUMBER_ID: 'abc',
      PARLEY_PORT: '70000',
    });
    expect(child.exitCode).toBe(1);
    for (const name of ['PARLEY_SANDBOX_PORT', 'WHATSAPP_PHONE_NUMBER_ID', 'PARLEY_PORT'])
      expect(errors()).toContain(name);
  });

  test('on a folder that another sandbox uses is explained', async () => {
    await start();
    const { child, errors } = await start();
    expect(child.exitCode).toBe(1);
    expect(errors()).toContain('another sandbox is using it');
  });
});

test('the state is in files that nobody else can read', async () => {
  const { url } = await start();
  await fetch(`${url}/sandbox/state`);
  const files = readdirSync(join(folder, 'sandbox')).filter((name) => name.startsWith('sandbox.sqlite'));
  expect(files).toContain('sandbox.sqlite');
  for (const name of files)
    expect({ name, mode: statSync(join(folder, 'sandbox', name)).mode & 0o077 }).toEqual({ name, mode: 0 });
});

test('settings of a real app are honoured', async () => {
  const { url } = await start({
    WHATSAPP_ACCESS_TOKEN: 'my-token',
    WHATSAPP_PHONE_NUMBER_ID: '555',
    WHATSAPP_BUSINESS_ACCOUNT_ID: '777',
  });
  const { call } = callsTo(url);
  const token = { authorization: 'Bearer my-token' };
  expect((await call('GET', '/v25.0/555', undefined, token)).body).toMatchObject({ id: '555' });
  expect((await call('GET', '/v25.0/777/phone_numbers', undefined, token)).status).toBe(200);
});
