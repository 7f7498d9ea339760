import type { NumberInfo, SubscribedApp, TokenStanding } from '@parley/core/cloud-api';
import type { Alert } from '@parley/core/gateway-api';

/** How a call over HTTP went. */
export type Reached =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly problem: string };

/** What Meta says of one number; `info` undefined when it could not be asked. */
export type NumberFact = {
  readonly id: string;
  readonly token: Pick<TokenStanding, 'isValid' | 'expiresAt'> | undefined;
  readonly info: NumberInfo | undefined;
  /** Meta's own words for why not. */
  readonly problem: string | undefined;
};

/** What the database holds, read without changing it. */
export type DatabaseFact =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly problem: string }
  | { readonly kind: 'damaged'; readonly problem: string }
  | {
      readonly kind: 'whole';
      readonly bytes: number;
      readonly fitsKey: boolean | undefined;
      readonly ledger: { readonly valid: boolean; readonly entries: number };
      readonly language: 'de' | 'en';
      readonly templates: readonly TemplateFact[];
      readonly alerts: readonly Alert[];
    };

export type TemplateFact = {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
  readonly hasPolicy: boolean;
};

/** Everything the doctor looks at. */
export type DoctorFacts = {
  readonly settingsProblems: readonly string[];
  readonly provider: 'meta' | '360dialog';
  readonly isSandbox: boolean;
  readonly dataDir: string;
  readonly secretKey: 'variable' | 'file' | 'none';
  readonly freeBytes: number | undefined;
  readonly database: DatabaseFact;
  readonly gatewayUrl: string;
  readonly gateway: Reached;
  readonly publicUrl: string | undefined;
  /** `/healthz` at the public address, and Meta's handshake there. */
  readonly publicHealth: Reached | undefined;
  readonly handshake: Reached | undefined;
  /** A harmless webhook at the public address, else at this machine's: once signed, once not. */
  readonly signed: Reached | undefined;
  readonly unsigned: Reached | undefined;
  /** How far our clock is ahead of Meta's; undefined when Meta was not reached. */
  readonly clockAheadMs: number | undefined;
  readonly appId: string;
  /** Whether Meta takes the app id with its secret; undefined when it could not be asked. */
  readonly isAppAccepted: boolean | undefined;
  readonly numbers: readonly NumberFact[];
  readonly subscribed: readonly {
    readonly accountId: string;
    readonly apps: readonly SubscribedApp[] | undefined;
  }[];
};
