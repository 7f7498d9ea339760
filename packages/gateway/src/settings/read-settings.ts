import { resolve } from 'node:path';
import { ParleyError } from '@parley/core';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { readWhatsApp } from './read-whatsapp.ts';
import { loopbackHosts } from './sandbox-values.ts';
import type { BusinessSettings, NumberSettings, Settings } from './settings.ts';
import {
  oneOf,
  parseFlag,
  parseKey,
  parseList,
  parsePort,
  parseUrl,
  type Variables,
  variablesOf,
} from './variables.ts';

/** What is read here; the secret key comes from the variable or a file of its own. */
export type ReadSettings = Omit<Settings, 'secretKey'> & { readonly secretKey: string | undefined };

const DEFAULT_PORT = 8080;
const DEFAULT_SANDBOX_PORT = 8081;

/** Checks the environment and the configuration file's text; throws one error that names every problem. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  configFile?: string,
): ReadSettings {
  const variables = variablesOf(env);
  const config = readConfigFile(configFile, variables.problems);
  const sandbox = variables.text('WHATSAPP_ACCESS_TOKEN') === undefined;
  const sandboxPort = readPort(variables, 'PARLEY_SANDBOX_PORT', DEFAULT_SANDBOX_PORT);
  const { whatsApp, number } = readWhatsApp(variables, { sandbox, sandboxPort });
  const databaseUrl = variables.read<string | undefined>(
    'PARLEY_DATABASE_URL',
    undefined,
    parseDatabase,
    'must be an address such as postgres://parley:password@db.example.com/parley',
  );
  const settings: ReadSettings = {
    host: variables.read('PARLEY_HOST', '127.0.0.1', parseHost, 'must be a host name or an IP address'),
    port: readPort(variables, 'PARLEY_PORT', DEFAULT_PORT),
    publicUrl: variables.read<string | undefined>(
      'PARLEY_PUBLIC_URL',
      undefined,
      parseUrl,
      'must be an address such as https://parley.example.com',
    ),
    dataDir: dataDirOf(env),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    secretKey: readKey(variables, 'PARLEY_SECRET_KEY'),
    firstApiKey: readKey(variables, 'PARLEY_API_KEY'),
    consentMode: variables.read('PARLEY_CONSENT_MODE', 'de', oneOf('de', 'meta'), 'must be de or meta'),
    stopConfirmation: variables.read('PARLEY_STOP_CONFIRMATION', true, parseFlag, 'must be true or false'),
    allowedHosts: parseHosts(variables, sandbox ? loopbackHosts : []),
    sandbox,
    logLevel: variables.read(
      'PARLEY_LOG_LEVEL',
      'info',
      oneOf(...logLevels),
      `must be one of ${logLevels.join(', ')}`,
    ),
    whatsApp,
    numbers: numbersOf(config, number, whatsApp.accessToken, variables),
    business: businessOf(config),
  };
  if (variables.problems.length > 0) throw problemsFound(variables.problems);
  return settings;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Where SQLite, the secret key and the sandbox's state lie. */
export function dataDirOf(env: Readonly<Record<string, string | undefined>>): string {
  return resolve(env.PARLEY_DATA_DIR?.trim() || './data');
}

function problemsFound(problems: readonly string[]): ParleyError {
  const list = problems.map((problem) => `  - ${problem}`).join('\n');
  return new ParleyError('SETTINGS_INVALID', `The gateway cannot start with these settings:\n${list}`);
}

function readPort(variables: Variables, name: string, fallback: number): number {
  return variables.read(name, fallback, parsePort, 'must be a port, a whole number from 0 to 65535');
}

function readKey(variables: Variables, name: string): string | undefined {
  const must =
    'must have at least 32 visible ASCII characters without spaces; make one with: openssl rand -hex 32';
  return variables.read<string | undefined>(name, undefined, parseKey, must);
}

function parseDatabase(text: string): string | undefined {
  return /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined;
}

function parseHost(text: string): string | undefined {
  return /^[A-Za-z0-9.:_-]{1,253}$/.test(text) ? text : undefined;
}

function parseHosts(variables: Variables, fallback: readonly string[]): readonly string[] {
  return variables.read(
    'PARLEY_ALLOWED_HOSTS',
    fallback,
    (text) => {
      const hosts = parseList(text);
      return hosts.every((host) => parseHost(host) !== undefined) ? hosts : undefined;
    },
    'must be host names or addresses, separated by commas, without ports',
  );
}

function numbersOf(
  config: ConfigFile,
  fromVariables: Omit<NumberSettings, 'token'> | undefined,
  accessToken: string,
  variables: Variables,
): readonly NumberSettings[] {
  const listed = (config.numbers ?? []).map(({ token, ...number }) => ({
    ...number,
    token: token ?? accessToken,
  }));
  const own = fromVariables && !listed.some((number) => number.id === fromVariables.id);
  const numbers = own ? [{ ...fromVariables, token: accessToken }, ...listed] : listed;
  if (numbers.length === 0)
    variables.problems.push(
      'WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_BUSINESS_ACCOUNT_ID are missing: set both, or list "numbers" in parley.config.json.',
    );
  const ids = numbers.map((number) => number.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    variables.problems.push(`parley.config.json, numbers: ${twice} is listed twice; keep one of them.`);
  return numbers;
}

function businessOf(config: ConfigFile): BusinessSettings {
  const { name, language, timeZone, privacyUrl, ...more } = config.business ?? {};
  const named = Object.entries(more).filter(([, value]) => value !== undefined);
  return {
    name: name ?? 'Parley',
    language: language ?? 'de',
    timeZone: timeZone ?? 'Europe/Berlin',
    privacyUrl: privacyUrl ?? null,
    ...Object.fromEntries(named),
  };
}
