import * as z from 'zod';
import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Tx } from '../store/index.ts';

const KEY = 'credentials';

const Replaced = z.object({
  value: z.string(),
  /** A keyed hash of what the settings said when it was replaced: when they say something new, that counts. */
  replaced: z.string(),
});

const Stored = z.object({ tokens: z.record(z.string(), Replaced), appSecret: Replaced.optional() });

/** Credentials that came by the API while the gateway ran, in place of those of the settings. */
export type StoredCredentials = z.infer<typeof Stored>;

/** Reads what was replaced; encrypted at rest. */
export async function readCredentials(tx: Tx, secrets: Secrets): Promise<StoredCredentials> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  if (!row) return { tokens: {} };
  return Stored.parse(JSON.parse(secrets.open(JSON.parse(row.value) as string)));
}

export async function writeCredentials(tx: Tx, secrets: Secrets, stored: StoredCredentials): Promise<void> {
  const row = { key: KEY, value: JSON.stringify(secrets.seal(JSON.stringify(stored))) };
  await tx
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/** The settings with what was replaced since; a setting that was changed after its replacement wins. */
export function withCredentials(settings: Settings, stored: StoredCredentials, secrets: Secrets): Settings {
  const { appSecret } = stored;
  const configured = settings.whatsApp.appSecrets;
  const isReplaced = appSecret !== undefined && appSecret.replaced === hashOfSecrets(configured, secrets);
  return {
    ...settings,
    numbers: settings.numbers.map((number) => {
      const token = stored.tokens[number.id];
      const counts = token !== undefined && token.replaced === secrets.hash('credential', number.token);
      return counts ? { ...number, token: token.value } : number;
    }),
    whatsApp: {
      ...settings.whatsApp,
      // The one before stays for what Meta signed with it and still sends again.
      appSecrets: isReplaced ? [appSecret.value, ...configured.slice(0, 1)] : configured,
    },
  };
}

/** What an app secret is stored as being in place of. */
export function hashOfSecrets(configured: readonly string[], secrets: Secrets): string {
  return secrets.hash('credential', configured.join(','));
}
