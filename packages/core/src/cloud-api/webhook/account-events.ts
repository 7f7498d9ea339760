import type { MetaError } from '../meta-error.ts';
import type { AccountOrigin, Origin } from './origin.ts';

type AboutAccount = AccountOrigin & { readonly raw: unknown };

/** A kind of message that Meta forbids the account, and until when. */
export type Restriction = {
  /** RESTRICTED_BIZ_INITIATED_MESSAGING and the like. */
  readonly type?: string;
  readonly expiresAt?: Date;
  readonly remediation?: string;
};

/** Meta changed what an account is or may do. */
export type AccountEvent = AboutAccount & {
  readonly kind: 'account';
  /** Meta's event: DISABLED_UPDATE, ACCOUNT_RESTRICTION, PARTNER_ADDED and the like. */
  readonly event: string;
  readonly displayNumber?: string;
  readonly country?: string;
  /** DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE, and the day as Meta writes it. */
  readonly ban?: { readonly state?: string; readonly date?: string };
  readonly violation?: { readonly type?: string; readonly remediation?: string };
  /** All that are in force, when the event is about restrictions. */
  readonly restrictions?: readonly Restriction[];
  readonly lock?: { readonly expiresAt?: Date };
  readonly partner?: {
    readonly accountId?: string;
    readonly ownerBusinessId?: string;
    readonly appId?: string;
    readonly solutionId?: string;
    readonly solutionPartnerIds?: readonly string[];
    readonly adAccount?: string;
  };
  readonly disconnection?: { readonly reason?: string; readonly initiatedBy?: string };
  readonly certification?: {
    readonly businessId?: string;
    readonly status?: string;
    readonly rejectionReasons?: readonly string[];
  };
  readonly internationalRates?: {
    readonly startsAt?: Date;
    readonly exceptions: readonly { readonly country?: string; readonly startsAt?: Date }[];
  };
  readonly volumeTier?: {
    readonly category?: string;
    readonly tier?: string;
    readonly region?: string;
    readonly month?: string;
    readonly changedAt?: Date;
  };
};

/** Meta warns about an account, a number or a template. */
export type AccountAlertEvent = AboutAccount & {
  readonly kind: 'account_alert';
  readonly entityType?: string;
  readonly entityId?: string;
  readonly type?: string;
  readonly severity?: string;
  readonly status?: string;
  readonly description?: string;
};

/** The review of an account ended. */
export type AccountReviewEvent = AboutAccount & {
  readonly kind: 'account_review';
  readonly decision: string;
};

/** How much a business may do; Meta writes limits as numbers or as TIER_2K, and -1 for none. */
export type CapabilityEvent = AboutAccount & {
  readonly kind: 'capability';
  readonly limit?: string;
  readonly limitPerNumber?: string;
  readonly numbersPerBusiness?: number;
  readonly numbersPerAccount?: number;
};

/** A flow changed its status, or Meta warns about its endpoint. */
export type FlowEvent = AboutAccount & {
  readonly kind: 'flow';
  /** FLOW_STATUS_CHANGE, ENDPOINT_ERROR_RATE and the like. */
  readonly event: string;
  readonly flowId?: string;
  readonly message?: string;
  readonly oldStatus?: string;
  readonly newStatus?: string;
  readonly alertState?: string;
  /** The measure that the alert is about, and the bound that it crossed. */
  readonly errorRate?: number;
  readonly latencyMs?: { readonly p50?: number; readonly p90?: number };
  readonly availability?: number;
  readonly requests?: number;
  readonly threshold?: number;
  readonly errors?: readonly { readonly type?: string; readonly rate?: number; readonly count?: number }[];
};

/** A configuration for payments in the chat was connected, changed or broke. */
export type PaymentConfigurationEvent = AboutAccount & {
  readonly kind: 'payment_configuration';
  readonly name?: string;
  readonly provider?: string;
  readonly merchantId?: string;
  readonly status?: string;
  readonly createdAt?: Date;
  readonly updatedAt?: Date;
};

/** A solution that several partners share was made or changed. */
export type PartnerSolutionEvent = AboutAccount & {
  readonly kind: 'partner_solution';
  readonly event: string;
  readonly solutionId?: string;
  readonly status?: string;
};

/** One of the people that a change of a group names. */
export type GroupPerson = {
  /** As the business gave it. */
  readonly input?: string;
  readonly phone?: string;
  readonly userId?: string;
  /** Why the person was not added or removed. */
  readonly error?: MetaError;
};

/** A group was made, changed or deleted, or people came and went. */
export type GroupEvent = Origin & {
  readonly kind: 'group';
  /** The webhook's field, such as `group_participants_update`. */
  readonly field: string;
  readonly groupId?: string;
  /** Meta's type, such as `group_create`. */
  readonly type?: string;
  readonly requestId?: string;
  readonly at?: Date;
  readonly subject?: string;
  readonly description?: string;
  readonly inviteLink?: string;
  readonly reason?: string;
  readonly picture?: { readonly mimeType?: string; readonly sha256?: string };
  readonly joinApprovalMode?: string;
  readonly added?: readonly GroupPerson[];
  readonly removed?: readonly GroupPerson[];
  readonly failed?: readonly GroupPerson[];
  readonly initiatedBy?: string;
  readonly errors?: readonly MetaError[];
  readonly raw: unknown;
};
