import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from '@parley/salesforce-adapter';
import { keys } from './setting.ts';

const COMPLETE = {
  PARLEY_URL: 'http://127.0.0.1:8080',
  PARLEY_API_KEY: 'k'.repeat(32),
  SALESFORCE_LOGIN_URL: 'https://muster.my.salesforce.com/',
  SALESFORCE_CLIENT_ID: 'client',
  SALESFORCE_CLIENT_SECRET: 'secret',
};
const { SALESFORCE_CLIENT_SECRET: _, ...WITHOUT_SECRET } = COMPLETE;

describe('the settings of the adapter', () => {
  test('have defaults for everything but the two addresses and the credentials', () => {
    expect(readSettings(COMPLETE)).toEqual({
      parleyUrl: 'http://127.0.0.1:8080',
      parleyApiKey: 'k'.repeat(32),
      loginUrl: 'https://muster.my.salesforce.com',
      credentials: { flow: 'client_credentials', clientId: 'client', clientSecret: 'secret' },
      apiVersion: '67.0',
      pollSeconds: 5,
      defaultCountry: 'DE',
    });
  });

  test('take a private key as text with \\n or from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-key-'));
    try {
      const file = join(folder, 'key.pem');
      writeFileSync(file, keys.privateKey);
      const user = { ...WITHOUT_SECRET, SALESFORCE_USERNAME: 'bot@org.example' };
      for (const given of [
        { SALESFORCE_PRIVATE_KEY: keys.privateKey.replaceAll('\n', '\\n') },
        { SALESFORCE_PRIVATE_KEY_FILE: file },
      ]) {
        expect(readSettings({ ...user, ...given }).credentials).toEqual({
          flow: 'jwt',
          clientId: 'client',
          username: 'bot@org.example',
          privateKey: keys.privateKey,
        });
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('name every problem at once', () => {
    const read = () =>
      readSettings({ PARLEY_URL: 'gateway', SALESFORCE_POLL_SECONDS: '0', PARLEY_API_KEY: 'short' });
    for (const problem of [
      'PARLEY_URL must be an http or https address',
      'PARLEY_API_KEY must have at least 32 characters',
      'SALESFORCE_LOGIN_URL is required',
      'SALESFORCE_CLIENT_ID is required',
      'SALESFORCE_POLL_SECONDS must be at least 1',
      'SALESFORCE_CLIENT_SECRET or SALESFORCE_PRIVATE_KEY',
    ])
      expect(read).toThrow(problem);
  });

  test.each([
    ['a lightning address', { SALESFORCE_LOGIN_URL: 'https://muster.lightning.force.com' }, 'My Domain'],
    ['both a secret and a key', { SALESFORCE_PRIVATE_KEY: keys.privateKey }, 'exclude each other'],
    ['a key that is none', { SALESFORCE_CLIENT_SECRET: '', SALESFORCE_PRIVATE_KEY: 'x' }, 'in PEM form'],
    [
      'a key without a user',
      { SALESFORCE_CLIENT_SECRET: '', SALESFORCE_PRIVATE_KEY: keys.privateKey },
      'SALESFORCE_USERNAME',
    ],
    [
      'a file that is not there',
      { SALESFORCE_CLIENT_SECRET: '', SALESFORCE_PRIVATE_KEY_FILE: 'no/such/file' },
      'ENOENT',
    ],
    ['an unreadable version', { SALESFORCE_API_VERSION: 'v67' }, 'must look like 67.0'],
    ['an unknown country', { SALESFORCE_DEFAULT_COUNTRY: 'Germany' }, 'two capital letters'],
  ])('refuse %s', (_, given, problem) => {
    expect(() => readSettings({ ...COMPLETE, ...given })).toThrow(problem);
  });
});

describe('the README', () => {
  const readme = readFileSync(
    join(import.meta.dirname, '../../packages/salesforce-adapter/README.md'),
    'utf8',
  );

  test('begins with settings the adapter starts with', () => {
    const [, example = ''] = /```sh\n([\s\S]*?)```/.exec(readme) ?? [];
    const lines = [...example.matchAll(/^export (\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]);
    expect(readSettings(Object.fromEntries(lines)).loginUrl).toBe('https://muster.my.salesforce.com');
  });

  test('lists every setting', () => {
    const used = ['PARLEY_URL', 'PARLEY_API_KEY', 'PARLEY_LOG_LEVEL', ...salesforceNames()];
    const missing = used.filter((name) => !readme.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });
});

function salesforceNames(): string[] {
  const source = readFileSync(
    join(import.meta.dirname, '../../packages/salesforce-adapter/src/settings.ts'),
    'utf8',
  );
  return [...new Set(source.match(/\bSALESFORCE_[A-Z_]+\b/g))];
}
