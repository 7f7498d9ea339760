import type { Secrets } from '../secrets/secrets.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/index.ts';
import {
  hashOfSecrets,
  readCredentials,
  type StoredCredentials,
  withCredentials,
  writeCredentials,
} from './stored.ts';

/** Tokens and the app secret as they are now: those of the settings, or what has replaced them since. */
export type Credentials = {
  /** The settings with the credentials in force. */
  current(): Settings;
  /** Every credential that this process has known, for the log to hide. */
  everKnown(): readonly string[];
  /** Takes over what earlier runs have stored. */
  load(store: Store): Promise<void>;
  /** Stores new tokens by number; they count once this resolves. */
  replaceTokens(store: Store, tokens: ReadonlyMap<string, string>): Promise<void>;
  replaceAppSecret(store: Store, secret: string): Promise<void>;
};

export function createCredentials(settings: Settings, secrets: Secrets): Credentials {
  let current = settings;
  const known = new Set<string>();
  let taken = '';
  const take = (stored: StoredCredentials) => {
    // Whoever keeps something made with the settings sees by the object that they have changed.
    const text = JSON.stringify(stored);
    if (text === taken) return;
    taken = text;
    current = withCredentials(settings, stored, secrets);
    for (const { token } of current.numbers) known.add(token);
    for (const secret of current.whatsApp.appSecrets) known.add(secret);
  };
  async function change(store: Store, work: (stored: StoredCredentials) => StoredCredentials): Promise<void> {
    const stored = await store.write(async (tx) => {
      const next = work(await readCredentials(tx, secrets));
      await writeCredentials(tx, secrets, next);
      return next;
    });
    take(stored);
  }
  return {
    current: () => current,
    everKnown: () => [...known],
    async load(store) {
      take(await readCredentials(store.read, secrets));
    },
    async replaceTokens(store, tokens) {
      for (const token of tokens.values()) known.add(token);
      await change(store, (stored) => {
        const fresh = [...tokens].map(([id, value]) => {
          const configured = settings.numbers.find((number) => number.id === id)?.token ?? '';
          return [id, { value, replaced: secrets.hash('credential', configured) }] as const;
        });
        return { ...stored, tokens: { ...stored.tokens, ...Object.fromEntries(fresh) } };
      });
    },
    async replaceAppSecret(store, value) {
      known.add(value);
      const replaced = hashOfSecrets(settings.whatsApp.appSecrets, secrets);
      await change(store, (stored) => ({ ...stored, appSecret: { value, replaced } }));
    },
  };
}
