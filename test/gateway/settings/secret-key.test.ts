import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadSettings } from '../../../packages/gateway/src/settings/load-settings.ts';
import { startTestGateway } from '../../support/gateway.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the secret key', () => {
  test('is made at the first start, for its owner alone, and is the same afterwards', () => {
    const dataDir = join(directory, 'data');
    const first = loadSettings({ PARLEY_DATA_DIR: dataDir });
    const second = loadSettings({ PARLEY_DATA_DIR: dataDir });
    expect(first.secretKey).toMatch(/^[0-9a-f]{64}$/);
    expect(second.secretKey).toBe(first.secretKey);
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(dataDir, 'secret.key'), 'utf8').trim()).toBe(first.secretKey);
  });

  test('of the environment leaves no file', () => {
    const secretKey = 'chosen-secret-key-0123456789-0123456789';
    expect(loadSettings({ PARLEY_DATA_DIR: directory, PARLEY_SECRET_KEY: secretKey }).secretKey).toBe(
      secretKey,
    );
    expect(() => statSync(join(directory, 'secret.key'))).toThrow('ENOENT');
  });

  test('another one than the data were written with stops the start, and changes nothing', async () => {
    const first = await startTestGateway({ dataDir: directory });
    await first.stop();
    const other = { secretKey: 'another-secret-key-0123456789-0123456789' };
    await expect(startTestGateway({ dataDir: directory, settings: other })).rejects.toMatchObject({
      code: 'SECRET_KEY_MISMATCH',
    });
    const again = await startTestGateway({ dataDir: directory });
    expect((await again.call('GET', '/v1/business')).status).toBe(200);
    await again.stop();
  });

  test('that is lost stops the start instead of making a new one beside old data', async () => {
    const first = await startTestGateway({ dataDir: directory });
    await first.stop();
    expect(() => loadSettings({ PARLEY_DATA_DIR: directory })).toThrow('Set PARLEY_SECRET_KEY');
  });
});
