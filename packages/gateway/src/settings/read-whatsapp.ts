import { loopbackHosts, sandboxValues } from './sandbox-values.ts';
import type { NumberSettings, WhatsAppSettings } from './settings.ts';
import { oneOf, parseList, parseUrl, type Variables } from './variables.ts';

const providers = ['meta', '360dialog'] as const;

/** Where the calls go unless the settings name another address. */
const baseUrls = { meta: 'https://graph.facebook.com', '360dialog': 'https://waba-v2.360dialog.io' } as const;

/** The Graph version this product is tested against. */
const GRAPH_VERSION = 'v25.0';

type Read = {
  readonly whatsApp: WhatsAppSettings;
  /** The number of the variables; more may stand in the configuration file. */
  readonly number: Omit<NumberSettings, 'token'> | undefined;
};

/** Reads the `WHATSAPP_…` variables; with the sandbox, what is not set gets the values both sides know. */
export function readWhatsApp(
  variables: Variables,
  { sandbox, sandboxPort }: { readonly sandbox: boolean; readonly sandboxPort: number },
): Read {
  const value = (name: string, fallback: string) => variables.text(name) ?? (sandbox ? fallback : '');
  const provider = variables.read(
    'WHATSAPP_PROVIDER',
    'meta',
    oneOf(...providers),
    'must be meta or 360dialog',
  );
  const whatsApp: WhatsAppSettings = {
    provider,
    accessToken: value('WHATSAPP_ACCESS_TOKEN', sandboxValues.accessToken),
    appId: value('WHATSAPP_APP_ID', sandboxValues.appId),
    appSecrets: parseList(value('WHATSAPP_APP_SECRET', sandboxValues.appSecret)),
    verifyToken: value('WHATSAPP_VERIFY_TOKEN', sandboxValues.verifyToken),
    apiBaseUrl: readBaseUrl(variables, sandbox ? `http://127.0.0.1:${sandboxPort}` : baseUrls[provider]),
    apiVersion: variables.read('WHATSAPP_API_VERSION', GRAPH_VERSION, parseVersion, 'must look like v25.0'),
  };
  if (provider === '360dialog') checkUnsigned(variables, whatsApp, sandbox);
  else checkSigned(variables, whatsApp);
  return { whatsApp, number: readNumber(variables, value) };
}

function checkSigned({ problems }: Variables, { appSecrets, verifyToken }: WhatsAppSettings): void {
  if (appSecrets.length === 0)
    problems.push(
      'WHATSAPP_APP_SECRET is missing: webhooks are checked with it. It is in the Meta app, under Settings, Basic.',
    );
  if (verifyToken === '')
    problems.push(
      'WHATSAPP_VERIFY_TOKEN is missing: choose a text, and enter the same in the Meta app, under WhatsApp, Configuration.',
    );
}

// Whoever knows the path can say that a customer wrote, so that it must be as hard to guess as a key.
function checkUnsigned(variables: Variables, { verifyToken }: WhatsAppSettings, sandbox: boolean): void {
  if (sandbox)
    variables.problems.push(
      'WHATSAPP_ACCESS_TOKEN is missing: with WHATSAPP_PROVIDER=360dialog it is the API key of the number (D360-API-KEY).',
    );
  if (!/^[A-Za-z0-9_-]{32,200}$/.test(verifyToken))
    variables.problems.push(
      'WHATSAPP_VERIFY_TOKEN must have 32 to 200 letters, digits, - or _ with WHATSAPP_PROVIDER=360dialog: 360dialog does not sign, so it is the secret end of the webhook address, /webhooks/whatsapp/<WHATSAPP_VERIFY_TOKEN>. Make one with: openssl rand -hex 32',
    );
}

function readNumber(variables: Variables, value: (name: string, fallback: string) => string): Read['number'] {
  const id = value('WHATSAPP_PHONE_NUMBER_ID', sandboxValues.numberId);
  const accountId = value('WHATSAPP_BUSINESS_ACCOUNT_ID', sandboxValues.accountId);
  if (id === '' && accountId === '') return undefined;
  for (const [name, read] of [
    ['WHATSAPP_PHONE_NUMBER_ID', id],
    ['WHATSAPP_BUSINESS_ACCOUNT_ID', accountId],
  ] as const)
    if (!/^\d{1,30}$/.test(read))
      variables.problems.push(`${name} must be an id of digits, as Meta shows it.`);
  return { id, accountId };
}

// The access token travels to this address with every call.
function readBaseUrl(variables: Variables, fallback: string): string {
  return variables.read(
    'WHATSAPP_API_BASE_URL',
    fallback,
    (text) => {
      const url = parseUrl(text);
      if (url === undefined || url.startsWith('https:')) return url;
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      const known: readonly string[] = [
        ...loopbackHosts,
        ...parseList(variables.text('PARLEY_ALLOWED_HOSTS') ?? ''),
      ];
      return known.includes(host) ? url : undefined;
    },
    'must be an https address; plain http only on this machine or a host of PARLEY_ALLOWED_HOSTS',
  );
}

function parseVersion(text: string): string | undefined {
  return /^v\d{1,3}\.\d{1,2}$/.test(text) ? text : undefined;
}
