import type { Logger } from 'pino';
import type { Pulse } from './alerts/pulse.ts';
import type { Credentials } from './credentials/credentials.ts';
import type { Vault } from './media/vault.ts';
import type { Meters } from './metrics/meters.ts';
import type { Lookup } from './outgoing/guarded-post.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Settings } from './settings/settings.ts';
import type { Store } from './store/index.ts';

/** What the world provides, passed to whoever needs it. */
export type Runtime = {
  readonly store: Store;
  /** With the credentials in force: they may be replaced while the gateway runs. */
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly secrets: Secrets;
  readonly vault: Vault;
  readonly log: Logger;
  readonly now: () => Date;
  /** What was heard of each number, for the alerts. */
  readonly pulse: Pulse;
  readonly meters: Meters;
  readonly fetch: typeof globalThis.fetch;
  /** How the names of addresses that people gave us are resolved. */
  readonly lookup: Lookup;
};
