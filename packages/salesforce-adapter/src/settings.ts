import { readFileSync } from 'node:fs';
import { ParleyError } from '@parley/core';
import * as z from 'zod';

/** How the adapter proves who it is: the two server-to-server flows of an External Client App. */
export type Credentials =
  | { readonly flow: 'client_credentials'; readonly clientId: string; readonly clientSecret: string }
  | {
      readonly flow: 'jwt';
      readonly clientId: string;
      /** PEM, RSA with at least 2048 bits. */
      readonly privateKey: string;
      readonly username: string;
    };

/** Everything the adapter needs to know, read once at the start. */
export type SalesforceSettings = {
  readonly parleyUrl: string;
  readonly parleyApiKey: string;
  /** The org's My Domain URL; it is also the audience of the JWT flow. */
  readonly loginUrl: string;
  readonly credentials: Credentials;
  readonly apiVersion: string;
  readonly pollSeconds: number;
  /** Two letters; phone fields without a country code are read as numbers of this country. */
  readonly defaultCountry: string;
};

// Summer '26. jsforce's own default is 50.0, which knows neither collection upserts of today nor newer fields.
const DEFAULT_API_VERSION = '67.0';

const webAddress = z
  .string({ error: 'is required' })
  .refine((text) => /^https?:\/\/./.test(text) && URL.canParse(text), 'must be an http or https address');

const Environment = z.object({
  PARLEY_URL: webAddress,
  PARLEY_API_KEY: z.string({ error: 'is required' }).min(32, 'must have at least 32 characters'),
  SALESFORCE_LOGIN_URL: webAddress.refine(
    (text) => !/\.lightning\.force\.com\b/.test(text),
    'must be the My Domain address (https://NAME.my.salesforce.com), not the lightning.force.com one',
  ),
  SALESFORCE_CLIENT_ID: z.string({ error: 'is required' }).min(1, 'is required'),
  SALESFORCE_CLIENT_SECRET: z.string().min(1).optional(),
  SALESFORCE_PRIVATE_KEY: z.string().min(1).optional(),
  SALESFORCE_PRIVATE_KEY_FILE: z.string().min(1).optional(),
  SALESFORCE_USERNAME: z.string().min(1).optional(),
  // A poll a second is 86,400 calls a day, more than many orgs may make.
  SALESFORCE_POLL_SECONDS: z.coerce.number().min(1, 'must be at least 1').max(3600).default(5),
  SALESFORCE_API_VERSION: z
    .string()
    .regex(/^\d{2,3}\.0$/, 'must look like 67.0')
    .default(DEFAULT_API_VERSION),
  SALESFORCE_DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, such as DE')
    .default('DE'),
});

/** Reads and checks the environment; throws one `SETTINGS_INVALID` that lists every problem. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SalesforceSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const credentials = readCredentials(given, problems);
  if (!parsed.success || !credentials || problems.length > 0) {
    throw new ParleyError(
      'SETTINGS_INVALID',
      `The Salesforce adapter cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}`,
    );
  }
  const { data } = parsed;
  return {
    parleyUrl: data.PARLEY_URL,
    parleyApiKey: data.PARLEY_API_KEY,
    loginUrl: new URL(data.SALESFORCE_LOGIN_URL).origin,
    credentials,
    apiVersion: data.SALESFORCE_API_VERSION,
    pollSeconds: data.SALESFORCE_POLL_SECONDS,
    defaultCountry: data.SALESFORCE_DEFAULT_COUNTRY,
  };
}

function readCredentials(
  given: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Credentials | undefined {
  const clientId = given.SALESFORCE_CLIENT_ID ?? '';
  const clientSecret = given.SALESFORCE_CLIENT_SECRET;
  const hasKey = given.SALESFORCE_PRIVATE_KEY ?? given.SALESFORCE_PRIVATE_KEY_FILE;
  if (clientSecret && hasKey) {
    problems.push('SALESFORCE_CLIENT_SECRET and SALESFORCE_PRIVATE_KEY exclude each other: set one');
    return undefined;
  }
  if (clientSecret) return { flow: 'client_credentials', clientId, clientSecret };
  if (!hasKey) {
    problems.push(
      'SALESFORCE_CLIENT_SECRET or SALESFORCE_PRIVATE_KEY (or SALESFORCE_PRIVATE_KEY_FILE) is required',
    );
    return undefined;
  }
  const username = given.SALESFORCE_USERNAME;
  if (!username) problems.push('SALESFORCE_USERNAME is required with a private key');
  const privateKey = readPrivateKey(given, problems);
  return username && privateKey ? { flow: 'jwt', clientId, privateKey, username } : undefined;
}

function readPrivateKey(
  given: Readonly<Record<string, string | undefined>>,
  problems: string[],
): string | undefined {
  const file = given.SALESFORCE_PRIVATE_KEY_FILE;
  let text = given.SALESFORCE_PRIVATE_KEY;
  if (!text && file) {
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      problems.push(`SALESFORCE_PRIVATE_KEY_FILE cannot be read: ${(error as NodeJS.ErrnoException).code}`);
      return undefined;
    }
  }
  // Many secret stores keep one line only and write the line ends as \n.
  const pem = text?.replaceAll('\\n', '\n');
  if (pem && /-----BEGIN (?:RSA )?PRIVATE KEY-----/.test(pem)) return pem;
  problems.push('SALESFORCE_PRIVATE_KEY must be an unencrypted RSA private key in PEM form');
  return undefined;
}
