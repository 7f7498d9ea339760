import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { ensureSecretKey } from '../secrets/secret-key.ts';
import { CONFIG_FILE } from './config-file.ts';
import { dataDirOf, readSettings } from './read-settings.ts';
import type { Settings } from './settings.ts';

/** The environment, filled up from `.env` of the working directory in development; what is set already stays. */
export function environment(env: NodeJS.ProcessEnv, directory: string): NodeJS.ProcessEnv {
  const path = join(directory, '.env');
  if (env.NODE_ENV === 'production' || !existsSync(path)) return env;
  return { ...parseEnv(readFileSync(path, 'utf8')), ...env };
}

/** Everything the gateway is told from outside, once; makes the secret key at the first start. */
export function loadSettings(env: NodeJS.ProcessEnv): Settings {
  const configPath = join(dirname(dataDirOf(env)), CONFIG_FILE);
  const read = readSettings(env, existsSync(configPath) ? readFileSync(configPath, 'utf8') : undefined);
  return { ...read, secretKey: read.secretKey ?? ensureSecretKey(read.dataDir) };
}
