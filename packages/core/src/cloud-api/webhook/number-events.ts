import type { MetaError } from '../meta-error.ts';
import type { AccountOrigin, Origin, Person } from './origin.ts';

type AboutNumber = AccountOrigin & {
  /** Meta names the number by its digits alone here. */
  readonly displayNumber: string;
  readonly raw: unknown;
};

/** The messaging limit or throughput of a number changed. */
export type NumberQualityEvent = AboutNumber & {
  readonly kind: 'number_quality';
  /** ONBOARDING, THROUGHPUT_UPGRADE; UPGRADE, DOWNGRADE, FLAGGED and UNFLAGGED are older. */
  readonly event: string;
  /** People outside a window in 24 hours: TIER_2K and the like. */
  readonly limit?: string;
  /** The limit of this number alone, which Meta gave before October 2025, where it differs. */
  readonly numberLimit?: string;
  readonly previousLimit?: string;
};

/** The review of a number's display name ended or moved on. */
export type NumberNameEvent = AboutNumber & {
  readonly kind: 'number_name';
  readonly decision: string;
  readonly name?: string;
  readonly reason?: string;
};

/** Something happened to a number's two-step PIN. */
export type NumberSecurityEvent = AboutNumber & {
  readonly kind: 'number_security';
  /** PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS. */
  readonly event: string;
  /** The id of the person at Meta who did it. */
  readonly requester?: string;
};

/** The username of a number was approved, reserved or deleted. */
export type NumberUsernameEvent = AboutNumber & {
  readonly kind: 'number_username';
  readonly username?: string;
  readonly status: string;
};

/** A number's settings were changed, such as those of calls. */
export type NumberSettingsEvent = AccountOrigin & {
  readonly kind: 'number_settings';
  readonly numberId?: string;
  readonly displayNumber?: string;
  /** Which settings: `phone_settings`. */
  readonly type?: string;
  /** In Meta's names, as they are now. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly raw: unknown;
};

/** A problem of the app or the number as a whole. */
export type NumberErrorEvent = Origin & {
  readonly kind: 'number_error';
  readonly error: MetaError;
  readonly raw: unknown;
};

/** Another app took the thread with a person over, or gave it back. */
export type HandoverEvent = Origin & {
  readonly kind: 'handover';
  /** Empty when Meta names nobody. */
  readonly person: Person;
  readonly at?: Date;
  readonly previousOwner?: string;
  readonly newOwner?: string;
  readonly note?: string;
  readonly raw: unknown;
};

/** What Meta saw a person do after an ad or a marketing message: an order, a click. */
export type TrackedEvent = Origin & {
  readonly kind: 'tracked';
  /** `automatic_events` or `tracking_events`. */
  readonly field: string;
  readonly name?: string;
  readonly wamid?: string;
  readonly at?: Date;
  readonly person: Person;
  /** The id of the click. */
  readonly clickId?: string;
  readonly token?: string;
  readonly currency?: string;
  readonly value?: number;
  readonly raw: unknown;
};
