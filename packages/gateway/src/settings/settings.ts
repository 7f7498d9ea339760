import type { KeywordLanguage } from '@parley/core/consent';

/** One Meta app, and the account and number it is set up for; more numbers come from the configuration file. */
export type WhatsAppSettings = {
  /** Whose API it is: Meta's own (and everything of its shape), or 360dialog's. */
  readonly provider: 'meta' | '360dialog';
  readonly accessToken: string;
  readonly appId: string;
  /** Several while one is being replaced; none with a provider that does not sign. */
  readonly appSecrets: readonly string[];
  /** With a provider that does not sign it is the secret end of the webhook's path. */
  readonly verifyToken: string;
  readonly apiBaseUrl: string;
  readonly apiVersion: string;
};

export type NumberSettings = { readonly id: string; readonly accountId: string; readonly token: string };

/** What the environment or the configuration file says of the business; the API may change it later. */
export type BusinessSettings = {
  readonly name: string;
  readonly language: 'de' | 'en';
  readonly timeZone: string;
  readonly privacyUrl: string | null;
  /** Left out, the default sentence of the business's language. */
  readonly aiDisclosure?: string;
  readonly helpAnswer?: string | null;
  readonly optOutLanguages?: KeywordLanguage[];
  readonly retentionDays?: number | null;
};

/** Everything the gateway is told from outside, read once and checked. */
export type Settings = {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  /** A `postgres://` address; undefined for the SQLite file in the data dir. */
  readonly databaseUrl?: string;
  readonly secretKey: string;
  /** The first key as the environment names it; without one it is made at the first start. */
  readonly firstApiKey: string | undefined;
  readonly consentMode: 'de' | 'meta';
  readonly stopConfirmation: boolean;
  /** Private hosts that subscriptions may point to. */
  readonly allowedHosts: readonly string[];
  readonly sandbox: boolean;
  readonly logLevel: string;
  readonly whatsApp: WhatsAppSettings;
  readonly numbers: readonly NumberSettings[];
  readonly business: BusinessSettings;
};
