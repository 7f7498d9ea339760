import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureSecretKey } from '../secrets/secret-key.ts';
import { CONFIG_FILE } from './config-file.ts';
import { dataDirOf, type ReadSettings, readSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/** The settings as they are written, without making anything; throws one error that names every problem. */
export function lookAtSettings(env: NodeJS.ProcessEnv): ReadSettings {
  const configPath = join(dirname(dataDirOf(env)), CONFIG_FILE);
  return readSettings(env, existsSync(configPath) ? readFileSync(configPath, 'utf8') : undefined);
}

/** Everything the gateway is told from outside, once; makes the secret key at the first start. */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const read = lookAtSettings(env);
  return { ...read, secretKey: read.secretKey ?? ensureSecretKey(read.dataDir) };
}
