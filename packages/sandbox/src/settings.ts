import { join } from 'node:path';
import type { Account, BusinessNumber } from './account/account.ts';
import { DISPLAY_NUMBER, SANDBOX_DEFAULTS, VERIFIED_NAME, WIRE_DISPLAY_NUMBER } from './account/defaults.ts';

/** What a sandbox process needs to know. */
export type Settings = {
  host: string;
  port: number;
  dataDir: string;
  webhookUrl: string;
  account: Account;
  number: BusinessNumber;
};

/** Settings that can't be used; `problems` names every variable that is wrong. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The sandbox can't start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const DEFAULT_SANDBOX_PORT = 8081;
const DEFAULT_GATEWAY_PORT = 8080;

/** Reads the environment once; throws a SettingsError that names every problem. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const problems: string[] = [];
  const text = (name: string, fallback: string): string => env[name]?.trim() || fallback;
  const port = (name: string, fallback: number): number => {
    const read = Number(text(name, String(fallback)));
    if (Number.isInteger(read) && read >= 0 && read <= 65_535) return read;
    problems.push(`${name} must be a port, a whole number from 0 to 65535.`);
    return fallback;
  };
  const digits = (name: string, fallback: string): string => {
    const read = text(name, fallback);
    if (!/^\d{1,30}$/.test(read)) problems.push(`${name} must be an id of digits, as Meta shows it.`);
    return read;
  };
  const host = text('PARLEY_HOST', '127.0.0.1');
  if (/[\s/]/.test(host)) problems.push('PARLEY_HOST must be a host name or an IP address.');
  const gatewayPort = port('PARLEY_PORT', DEFAULT_GATEWAY_PORT);
  const settings: Settings = {
    host,
    port: port('PARLEY_SANDBOX_PORT', DEFAULT_SANDBOX_PORT),
    dataDir: join(text('PARLEY_DATA_DIR', './data'), 'sandbox'),
    webhookUrl: `http://${hostForClients(host)}:${gatewayPort}/webhooks/whatsapp`,
    account: {
      accessToken: text('WHATSAPP_ACCESS_TOKEN', SANDBOX_DEFAULTS.accessToken),
      appId: digits('WHATSAPP_APP_ID', SANDBOX_DEFAULTS.appId),
      appSecret: newestSecret(text('WHATSAPP_APP_SECRET', SANDBOX_DEFAULTS.appSecret)),
      verifyToken: text('WHATSAPP_VERIFY_TOKEN', SANDBOX_DEFAULTS.verifyToken),
      businessAccountId: digits('WHATSAPP_BUSINESS_ACCOUNT_ID', SANDBOX_DEFAULTS.businessAccountId),
    },
    number: {
      id: digits('WHATSAPP_PHONE_NUMBER_ID', SANDBOX_DEFAULTS.phoneNumberId),
      display: WIRE_DISPLAY_NUMBER,
      written: DISPLAY_NUMBER,
      verifiedName: VERIFIED_NAME,
      throughput: 'STANDARD',
    },
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** While the app secret is being replaced the gateway takes several, the new one first; Meta signs with that one. */
function newestSecret(list: string): string {
  return list.split(',')[0]?.trim() || SANDBOX_DEFAULTS.appSecret;
}

/** An address to listen on everywhere is none to call; then it is this machine. */
export function hostForClients(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
