import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readSettings } from '@parley/gateway';
import { startTestGateway } from '../../support/gateway.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-business-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const business = {
  name: 'Muster GmbH',
  language: 'de',
  timeZone: 'Europe/Berlin',
  privacyUrl: null,
} as const;

describe('the business', () => {
  test('has an AI disclosure in its language until it chooses its own', async () => {
    const gateway = await startTestGateway({ dataDir: directory, settings: { business } });
    expect((await gateway.call('GET', '/v1/business')).body).toMatchObject({
      ...business,
      aiDisclosure: 'Hinweis: Hier antwortet eine KI.',
      quietHours: null,
      frequencyCaps: [],
      stopped: false,
      alertUrl: null,
    });
    const english = await gateway.call('PATCH', '/v1/business', { body: { language: 'en' } });
    expect(english.body.aiDisclosure).toBe('Note: an AI is answering here.');
    const own = await gateway.call('PATCH', '/v1/business', {
      body: { aiDisclosure: 'Ein Roboter schreibt.' },
    });
    expect(own.body).toMatchObject({
      aiDisclosure: 'Ein Roboter schreibt.',
      language: 'en',
      name: 'Muster GmbH',
    });
    const again = await gateway.call('PATCH', '/v1/business', { body: { aiDisclosure: null } });
    expect(again.body.aiDisclosure).toBe('Note: an AI is answering here.');
    await gateway.call('PATCH', '/v1/business', { body: { aiDisclosure: 'Ein Roboter schreibt.' } });
    await gateway.stop();
  });

  test('says in the configuration file how HELP is answered, whose opt-out words count, and how long bodies are kept', async () => {
    const named = { helpAnswer: 'Muster GmbH, 030 555.', optOutLanguages: ['de', 'pl'], retentionDays: 180 };
    const { business: read } = readSettings(
      { WHATSAPP_PHONE_NUMBER_ID: '1', WHATSAPP_BUSINESS_ACCOUNT_ID: '2' },
      JSON.stringify({ business: { ...business, ...named } }),
    );
    const gateway = await startTestGateway({ settings: { business: read } });
    expect((await gateway.call('GET', '/v1/business')).body).toMatchObject(named);
    await gateway.close();
    expect(() => readSettings({}, JSON.stringify({ business: { retentionDays: 3 } }))).toThrow(
      'retentionDays',
    );
  });

  test('keeps what was changed by the API over a restart, until the settings say something new', async () => {
    const first = await startTestGateway({ dataDir: directory, settings: { business } });
    await first.call('PATCH', '/v1/business', { body: { name: 'Neue Muster GmbH', stopped: true } });
    await first.stop();
    const second = await startTestGateway({ dataDir: directory, settings: { business } });
    expect((await second.call('GET', '/v1/business')).body).toMatchObject({
      name: 'Neue Muster GmbH',
      stopped: true,
    });
    await second.stop();
    const settings = { business: { ...business, timeZone: 'Europe/Vienna' } };
    const third = await startTestGateway({ dataDir: directory, settings });
    // The emergency stop is no setting: only whoever set it takes it back.
    expect((await third.call('GET', '/v1/business')).body).toMatchObject({
      timeZone: 'Europe/Vienna',
      stopped: true,
    });
    await third.stop();
  });

  test.each([
    ['a time zone that does not exist', { timeZone: 'Mars/Base' }, 'timeZone'],
    ['a privacy link without https', { privacyUrl: 'http://example.com' }, 'privacyUrl'],
    ['a language it does not speak', { language: 'fr' }, 'language'],
  ])('refuses %s by its name', async (_what, body, path) => {
    const gateway = await startTestGateway({ dataDir: directory });
    expect((await gateway.call('PATCH', '/v1/business', { body })).body).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
    await gateway.stop();
  });
});
