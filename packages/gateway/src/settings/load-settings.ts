import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureSecretKey } from '../secrets/secret-key.ts';
import { CONFIG_FILE } from './config-file.ts';
import { dataDirOf, readSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/** Everything the gateway is told from outside, once; makes the secret key at the first start. */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const configPath = join(dirname(dataDirOf(env)), CONFIG_FILE);
  const read = readSettings(env, existsSync(configPath) ? readFileSync(configPath, 'utf8') : undefined);
  return { ...read, secretKey: read.secretKey ?? ensureSecretKey(read.dataDir) };
}
