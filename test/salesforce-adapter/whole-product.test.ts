import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { eventually, startOrg } from './setting.ts';

const START = join(import.meta.dirname, '../../packages/gateway/src/cli/start.ts');
const API_KEY = 'a-key-that-only-this-test-knows-000001';

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

test('npm start with an org set: a customer writes, the rep answers on the record, a late free text is refused in words', async () => {
  const org = await startOrg();
  const rep = org.addUser('Sabine Vertrieb');
  const contact = org.create('Contact', { LastName: 'Muster', MobilePhone: '0151 12345678' }, rep);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), 'parley-salesforce-'));
  const child = spawn(
    process.execPath,
    ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning', START],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '',
        PARLEY_PORT: String(port),
        PARLEY_SANDBOX_PORT: String(sandboxPort),
        PARLEY_DATA_DIR: folder,
        PARLEY_API_KEY: API_KEY,
        SALESFORCE_LOGIN_URL: org.url,
        SALESFORCE_CLIENT_ID: 'parley-client-id',
        SALESFORCE_CLIENT_SECRET: 'parley-client-secret',
        SALESFORCE_POLL_SECONDS: '1',
      },
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const phone = `http://127.0.0.1:${sandboxPort}/sandbox/customers`;
  const writes = (customer: string, message: object) =>
    fetch(`${phone}/${customer}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'text', ...message }),
    });
  const rows = () => org.all('WhatsApp_Message__c');
  const queue = (values: object) =>
    org.create('WhatsApp_Message__c', { Direction__c: 'Outbound', Status__c: 'Queued', ...values }, rep).Id;
  try {
    await eventually(() => expect(said).toContain('The Salesforce adapter is ready'), 20_000);
    await writes('4915112345678', { text: 'Hallo', name: 'Erika' });
    await eventually(
      () => expect(rows()[0]).toMatchObject({ Body__c: 'Hallo', Contact__c: contact.Id }),
      10_000,
    );

    const answer = queue({ Contact__c: contact.Id, Body__c: 'Guten Tag' });
    await eventually(
      () => expect(rows().find(({ Id }) => Id === answer)?.Status__c).toBe('Delivered'),
      10_000,
    );
    const shown = (await (await fetch(`${phone}/4915112345678/messages`)).json()) as {
      messages: { text: string }[];
    };
    expect(shown.messages.map(({ text }) => text)).toEqual(['Hallo', 'Guten Tag']);

    await writes('4915187654321', { text: 'Moin', name: 'Max', ageHours: 30 });
    await eventually(() => expect(rows().map(({ Body__c }) => Body__c)).toContain('Moin'), 10_000);
    const late = queue({ To__c: '+4915187654321', Body__c: 'Hallo Max' });
    await eventually(() => expect(rows().find(({ Id }) => Id === late)?.Status__c).toBe('Refused'), 10_000);
    expect(rows().find(({ Id }) => Id === late)).toMatchObject({
      Decision_Code__c: 'WINDOW_CLOSED',
      Reason_Text__c: expect.stringContaining('24 Stunden'),
      Remedy_Text__c: expect.any(String),
    });
    expect(org.calls.filter(({ status }) => status >= 400)).toEqual([]);
  } finally {
    child.kill('SIGTERM');
    await ended;
    await org.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
