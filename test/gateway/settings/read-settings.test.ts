import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { readSettings } from '@parley/gateway';

const meta = {
  WHATSAPP_ACCESS_TOKEN: 'EAAinvented',
  WHATSAPP_APP_SECRET: 'invented-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'invented-verify-token',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '222',
  WHATSAPP_PHONE_NUMBER_ID: '111',
};

function problemsOf(env: Record<string, string>, file?: string): string {
  try {
    readSettings(env, file);
  } catch (error) {
    if (error instanceof ParleyError) return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('The settings were taken.');
}

describe('settings of nothing at all', () => {
  test('run with the sandbox, on this machine alone, under German rules', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      sandbox: true,
      consentMode: 'de',
      stopConfirmation: true,
      allowedHosts: ['localhost', '127.0.0.1', '::1'],
      whatsApp: {
        accessToken: 'sandbox-access-token',
        appSecrets: ['sandbox-app-secret'],
        verifyToken: 'sandbox-verify-token',
        apiBaseUrl: 'http://127.0.0.1:8081',
        apiVersion: 'v25.0',
      },
      numbers: [{ id: '106540352242922', accountId: '102290129340398', token: 'sandbox-access-token' }],
      business: { language: 'de', timeZone: 'Europe/Berlin' },
    });
  });

  test('a variable that is set to nothing counts as not set', () => {
    expect(readSettings({ PARLEY_PORT: '', WHATSAPP_ACCESS_TOKEN: ' ' })).toMatchObject({
      port: 8080,
      sandbox: true,
    });
  });

  test('with the sandbox, what is set of the Meta app is honoured and the rest is the fixed values', () => {
    const settings = readSettings({ WHATSAPP_APP_SECRET: 'own-secret', PARLEY_SANDBOX_PORT: '9001' });
    expect(settings.whatsApp).toMatchObject({
      appSecrets: ['own-secret'],
      verifyToken: 'sandbox-verify-token',
      apiBaseUrl: 'http://127.0.0.1:9001',
    });
  });
});

describe('settings of a Meta app', () => {
  test('lead to the real Graph API, and to no private host', () => {
    expect(readSettings(meta)).toMatchObject({
      sandbox: false,
      allowedHosts: [],
      whatsApp: { apiBaseUrl: 'https://graph.facebook.com' },
      numbers: [{ id: '111', accountId: '222', token: 'EAAinvented' }],
    });
  });

  test('an app secret that is being replaced stands beside the new one', () => {
    expect(readSettings({ ...meta, WHATSAPP_APP_SECRET: 'new, old' }).whatsApp.appSecrets).toEqual([
      'new',
      'old',
    ]);
  });

  test('more numbers come from the configuration file, with their own token or the common one', () => {
    const file = JSON.stringify({
      numbers: [
        { id: '333', accountId: '444', token: 'own' },
        { id: '555', accountId: '444' },
      ],
    });
    expect(readSettings(meta, file).numbers).toEqual([
      { id: '111', accountId: '222', token: 'EAAinvented' },
      { id: '333', accountId: '444', token: 'own' },
      { id: '555', accountId: '444', token: 'EAAinvented' },
    ]);
  });

  test('an access token is never sent over plain http to another machine', () => {
    expect(problemsOf({ ...meta, WHATSAPP_API_BASE_URL: 'http://graph.example.com' })).toContain(
      'WHATSAPP_API_BASE_URL must be an https address',
    );
    const near = { ...meta, WHATSAPP_API_BASE_URL: 'http://sandbox:8081/', PARLEY_ALLOWED_HOSTS: 'sandbox' };
    expect(readSettings(near).whatsApp.apiBaseUrl).toBe('http://sandbox:8081');
  });
});

describe('settings of 360dialog', () => {
  const secret = 'a-path-that-nobody-can-guess-0123456789';
  const dialog360 = {
    WHATSAPP_PROVIDER: '360dialog',
    WHATSAPP_ACCESS_TOKEN: 'D360invented',
    WHATSAPP_VERIFY_TOKEN: secret,
    WHATSAPP_BUSINESS_ACCOUNT_ID: '222',
    WHATSAPP_PHONE_NUMBER_ID: '111',
  };

  test('lead to its own address, and need no app secret, since it does not sign', () => {
    expect(readSettings(dialog360)).toMatchObject({
      sandbox: false,
      whatsApp: {
        provider: '360dialog',
        apiBaseUrl: 'https://waba-v2.360dialog.io',
        appSecrets: [],
        verifyToken: secret,
      },
      numbers: [{ id: '111', accountId: '222', token: 'D360invented' }],
    });
  });

  test.each([
    ['missing', undefined],
    ['easy to guess', 'parley'],
    ['no part of a path', `${secret}/more`],
  ])('a secret end of the path that is %s is refused, with the way to make one', (_why, token) => {
    const { WHATSAPP_VERIFY_TOKEN: _, ...rest } = dialog360;
    const told = problemsOf(token === undefined ? rest : { ...rest, WHATSAPP_VERIFY_TOKEN: token });
    expect(told).toContain('WHATSAPP_VERIFY_TOKEN must have 32 to 200');
    expect(told).toContain('/webhooks/whatsapp/<WHATSAPP_VERIFY_TOKEN>');
    expect(told).toContain('openssl rand -hex 32');
  });

  test('without its key nothing runs, the sandbox neither', () => {
    const { WHATSAPP_ACCESS_TOKEN: _, ...rest } = dialog360;
    expect(problemsOf(rest)).toContain('WHATSAPP_ACCESS_TOKEN is missing: with WHATSAPP_PROVIDER=360dialog');
  });
});

describe('wrong settings', () => {
  test('are all told at once, each by its name and with what to do', () => {
    const told = problemsOf(
      {
        WHATSAPP_ACCESS_TOKEN: 'EAAinvented',
        PARLEY_PORT: '80800',
        PARLEY_API_KEY: 'too short',
        PARLEY_SECRET_KEY: 'short',
        PARLEY_CONSENT_MODE: 'us',
        PARLEY_STOP_CONFIRMATION: 'maybe',
        PARLEY_PUBLIC_URL: 'parley.example.com',
        PARLEY_HOST: 'http://here',
        PARLEY_ALLOWED_HOSTS: 'a b',
        WHATSAPP_API_VERSION: '25',
        WHATSAPP_PROVIDER: 'carrier-pigeon',
      },
      '{ "business": { "timeZone": "Mars/Base", "colour": 1 } }',
    );
    expect(told).toContain('SETTINGS_INVALID');
    for (const name of [
      'PARLEY_PORT',
      'PARLEY_API_KEY',
      'PARLEY_SECRET_KEY',
      'PARLEY_CONSENT_MODE',
      'PARLEY_STOP_CONFIRMATION',
      'PARLEY_PUBLIC_URL',
      'PARLEY_HOST',
      'PARLEY_ALLOWED_HOSTS',
      'WHATSAPP_API_VERSION',
      'WHATSAPP_PROVIDER',
      'WHATSAPP_APP_SECRET is missing',
      'WHATSAPP_VERIFY_TOKEN is missing',
      'WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_BUSINESS_ACCOUNT_ID are missing',
      'parley.config.json, business.timeZone',
      'is not a known field; remove it or check its spelling',
    ])
      expect(told).toContain(name);
  });

  test('are told without the secrets themselves', () => {
    expect(problemsOf({ PARLEY_API_KEY: 'my-short-key' })).not.toContain('my-short-key');
  });

  test('a configuration file that is no JSON is told as one', () => {
    expect(problemsOf({}, '{')).toContain('parley.config.json is not valid JSON');
  });

  test.each([
    ['[]', 'parley.config.json, the file: must be an object.'],
    ['{ "business": { "name": 5 } }', 'parley.config.json, business.name: must be text.'],
    [
      '{ "business": { "language": "fr" } }',
      'parley.config.json, business.language: must be one of: de, en.',
    ],
    ['{ "business": { "name": "" } }', 'business.name: must have at least 1 character.'],
    ['{ "business": { "privacyUrl": "http://x" } }', 'business.privacyUrl: must be an https address.'],
    ['{ "numbers": [{ "id": "1" }] }', 'parley.config.json, numbers[0].accountId: is required.'],
    ['{ "numbers": [{ "id": "x", "accountId": "1" }] }', 'numbers[0].id: must be an id of digits'],
  ])('a configuration file with %s is told in our own words', (file, words) => {
    expect(problemsOf({}, file)).toContain(words);
    expect(problemsOf({}, file)).not.toMatch(/Invalid|expected|received|Unrecognized/);
  });

  test('a number that is listed twice is told', () => {
    const file = JSON.stringify({
      numbers: [
        { id: '1', accountId: '2' },
        { id: '1', accountId: '2' },
      ],
    });
    expect(problemsOf({}, file)).toContain('listed twice');
  });

  test('a name in the configuration file that nobody knows is no way to set something silently wrong', () => {
    expect(problemsOf({}, '{ "bussiness": {} }')).toContain('bussiness');
  });
});
