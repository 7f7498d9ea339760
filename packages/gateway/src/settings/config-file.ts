import { keywordLanguages } from '@parley/core/consent';
import * as z from 'zod';
import { faultsOf } from '../http/faults.ts';

/** Beside the data dir: what does not fit into variables. */
export const CONFIG_FILE = 'parley.config.json';

const Id = z.string().regex(/^\d{1,30}$/, 'must be an id of digits, as Meta shows it');

const ConfigFile = z.strictObject({
  business: z
    .strictObject({
      name: z.string().min(1).max(100).optional(),
      language: z.enum(['de', 'en']).optional(),
      timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').optional(),
      privacyUrl: z
        .url({ protocol: /^https$/, error: 'must be an https address' })
        .nullable()
        .optional(),
      aiDisclosure: z.string().min(3).max(300).optional(),
      helpAnswer: z.string().min(3).max(1000).nullable().optional(),
      optOutLanguages: z.array(z.enum(keywordLanguages)).max(50).optional(),
      retentionDays: z.number().int().min(30).max(3650).nullable().optional(),
    })
    .optional(),
  numbers: z
    .array(z.strictObject({ id: Id, accountId: Id, token: z.string().min(1).optional() }))
    .max(100)
    .optional(),
});

export type ConfigFile = z.infer<typeof ConfigFile>;

/** Reads the configuration file's text; what is wrong is added to `problems`. */
export function readConfigFile(text: string | undefined, problems: string[]): ConfigFile {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.push(`${CONFIG_FILE} is not valid JSON: check quotes, commas and brackets.`);
    return {};
  }
  const result = ConfigFile.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  // At the console, as every other problem of the settings, in English.
  for (const { path, message } of faultsOf(result.error.issues, 'en', 'the file'))
    problems.push(`${CONFIG_FILE}, ${path}: ${message}.`);
  return {};
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
