import type { Alert } from '@parley/core/gateway-api';
import type { Wording } from '../http/wording.ts';

export type AlertCode = Alert['code'];
export type Severity = Alert['severity'];

/** What the words of each alert are filled with. */
export type AlertValues = {
  TOKEN_EXPIRING: { readonly number: string; readonly until: number };
  TOKEN_INVALID: { readonly number: string };
  STATUSES_MISSING: { readonly number: string; readonly since: number };
  WEBHOOKS_SILENT: { readonly number: string; readonly hour: number };
  QUALITY_FELL: { readonly number: string; readonly quality: string };
  ACCOUNT_RESTRICTED: { readonly number: string; readonly reason: string };
  DELIVERIES_DEAD: { readonly target: string; readonly count: number };
  SUBSCRIPTION_DOWN: { readonly target: string; readonly since: number; readonly problem: Wording };
  FORWARDING_DOWN: {
    readonly number: string;
    readonly target: string;
    readonly since: number;
    readonly problem: Wording;
  };
  OUTCOMES_WAITING: {
    readonly count: number;
    readonly target: string;
    readonly since: number;
    readonly problem: Wording;
  };
  DISK_LOW: { readonly freeMb: number };
  LEDGER_BROKEN: Readonly<Record<string, never>>;
  ERASURE_OVERDUE: { readonly at: number; readonly tools: string };
  RIGHTS_REQUEST_DUE: { readonly due: number };
  WEBHOOK_NOT_UNDERSTOOD: {
    readonly field: string;
    readonly reason: 'unknown' | 'unreadable' | 'failed';
    readonly rawItemId: string;
  };
  NUMBER_SECURITY: { readonly number: string; readonly event: string; readonly at: number };
  META_WARNS: { readonly account: string; readonly type: string; readonly description: string };
};

type RaisedOf<Code extends AlertCode> = {
  readonly state: 'raised';
  readonly code: Code;
  /** The id of what it is about; empty for the gateway itself. */
  readonly subject: string;
  readonly severity: Severity;
  readonly values: AlertValues[Code];
};

/** Something is wrong with this subject. */
export type Raised = { readonly [Code in AlertCode]: RaisedOf<Code> }[AlertCode];

/** It could not be told whether something is wrong; what is known of it stays as it is. */
export type Untold = { readonly state: 'unknown'; readonly code: AlertCode; readonly subject: string };

/** What a rule says of a subject; of what no rule speaks, nothing is wrong. */
export type Verdict = Raised | Untold;

/** What kind of thing an alert's subject is. */
export function subjectKind(code: AlertCode): Alert['subject']['kind'] {
  switch (code) {
    case 'TOKEN_EXPIRING':
    case 'TOKEN_INVALID':
    case 'STATUSES_MISSING':
    case 'WEBHOOKS_SILENT':
    case 'QUALITY_FELL':
    case 'ACCOUNT_RESTRICTED':
    case 'FORWARDING_DOWN':
    case 'NUMBER_SECURITY':
      return 'number';
    case 'META_WARNS':
      return 'account';
    case 'WEBHOOK_NOT_UNDERSTOOD':
      return 'webhook_field';
    case 'DELIVERIES_DEAD':
    case 'SUBSCRIPTION_DOWN':
      return 'subscription';
    case 'ERASURE_OVERDUE':
      return 'erasure';
    case 'RIGHTS_REQUEST_DUE':
      return 'task';
    case 'DISK_LOW':
    case 'LEDGER_BROKEN':
    case 'OUTCOMES_WAITING':
      return 'gateway';
  }
}
