import { keywordLanguages } from '@parley/core/consent';
import type { Business } from '@parley/core/gateway-api';
import type { BusinessSettings } from '../settings/settings.ts';
import { statement, type Tx } from '../store/index.ts';

const KEY = 'business';
const SEED = 'business_from_settings';

const findSetting = statement((db, { key }: { key: string }) =>
  db.selectFrom('setting').select('value').where('key', '=', key),
);

/** The default AI disclosure, one sentence in the business's language. */
export const defaultAiDisclosure = {
  de: 'Hinweis: Hier antwortet eine KI.',
  en: 'Note: an AI is answering here.',
} as const;

type Stored = Omit<Business, 'aiDisclosure' | 'alertUrl' | 'alertSecret'> & {
  readonly aiDisclosure: string | null;
};

// What the settings do not name; the API may change it.
const unset: Pick<
  Stored,
  'helpAnswer' | 'optOutLanguages' | 'quietHours' | 'frequencyCaps' | 'retentionDays' | 'mediaRetentionDays'
> = {
  helpAnswer: null,
  optOutLanguages: [...keywordLanguages],
  // Until the business says otherwise it disturbs and repeats as it likes: both are its own to decide.
  quietHours: null,
  frequencyCaps: [],
  // What is gone is gone: how long bodies are kept is for the business to say.
  retentionDays: null,
  mediaRetentionDays: null,
};

/** The business as it is now; `stopped` stops all sending. */
export async function readBusiness(tx: Tx): Promise<Business> {
  const stored = await readStored(tx);
  if (!stored) throw new Error('The business is written at every start, before anything reads it.');
  return { ...stored, aiDisclosure: stored.aiDisclosure ?? defaultAiDisclosure[stored.language] };
}

/** Changes what is named; the rest stays. */
export async function changeBusiness(
  tx: Tx,
  patch: { readonly [Key in keyof Stored]?: Stored[Key] | undefined },
): Promise<Business> {
  const stored = await readStored(tx);
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  await writeSetting(tx, KEY, { ...stored, ...given });
  return readBusiness(tx);
}

/** Takes over what the settings say when they say something new; else what was changed by the API stays. */
export async function seedBusiness(tx: Tx, settings: BusinessSettings): Promise<void> {
  const seed = { ...settings, aiDisclosure: settings.aiDisclosure ?? null };
  const stored = await readStored(tx);
  const known = await tx.selectFrom('setting').select('value').where('key', '=', SEED).executeTakeFirst();
  if (stored && known?.value === JSON.stringify(seed)) return;
  await writeSetting(tx, KEY, { ...unset, ...stored, ...seed, stopped: stored?.stopped ?? false });
  await writeSetting(tx, SEED, seed);
}

async function readStored(tx: Tx): Promise<Stored | undefined> {
  const row = await findSetting.first(tx, { key: KEY });
  if (row && row.value !== last?.text) last = { text: row.value, stored: JSON.parse(row.value) as Stored };
  return row && last?.stored;
}

// It is read with every message and hardly ever changes: the same text is not taken apart again.
let last: { readonly text: string; readonly stored: Stored } | undefined;

async function writeSetting(tx: Tx, key: string, value: unknown): Promise<void> {
  const row = { key, value: JSON.stringify(value) };
  await tx
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
