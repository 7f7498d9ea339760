import type { MetaError } from '../meta-error.ts';
import type { Origin, Person } from './origin.ts';

/** A customer called the number: like a message, this opens the window. */
export type CallEvent = Origin & {
  readonly kind: 'call';
  readonly callId: string;
  readonly at: Date;
  readonly caller: Person;
  readonly details: CallDetails;
  readonly raw: unknown;
};

/** What else Meta says of a call. */
export type CallDetails = {
  /** `connect`, `terminate`, or the name of a status such as `ringing`. */
  readonly event?: string;
  /** `USER_INITIATED` or `BUSINESS_INITIATED`. */
  readonly direction?: string;
  /** How it went: `COMPLETED`, `FAILED`, `RINGING`, `ACCEPTED`, `REJECTED`. */
  readonly status?: string;
  /** The number that was called, as Meta writes it. */
  readonly to?: string;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly durationSeconds?: number;
  readonly callbackData?: string;
  /** What the button or link that started the call carries. */
  readonly payload?: string;
  readonly session?: { readonly type?: string; readonly sdp?: string };
  readonly errors?: readonly MetaError[];
};

/** Everything else about a call: its end, its statuses, and calls that the business makes. */
export type CallUpdateEvent = Origin & {
  readonly kind: 'call_update';
  readonly callId: string;
  readonly at: Date;
  /** Empty when Meta names nobody. */
  readonly person: Person;
  readonly details: CallDetails;
  readonly raw: unknown;
};

/** A customer turned marketing from this business off or on again inside WhatsApp. */
export type PreferenceEvent = Origin & {
  readonly kind: 'preference';
  readonly person: Person;
  readonly marketing: 'stop' | 'resume';
  readonly category?: string;
  /** Meta's sentence about it. */
  readonly detail?: string;
  readonly at: Date;
  readonly raw: unknown;
};

/** A customer signed up for marketing by a link of WhatsApp's own (In-App Sign-up). */
export type SignupEvent = Omit<PreferenceEvent, 'kind' | 'marketing'> & {
  readonly kind: 'signup';
  readonly signupId?: string;
};

/** A person's phone number or BSUID changed. Consent does not travel by itself. */
export type IdentityChangedEvent = Origin & {
  readonly kind: 'identity_changed';
  readonly change: 'phone' | 'user_id';
  readonly wamid: string;
  readonly at: Date;
  readonly previous: Person;
  readonly current: Person;
  /** WhatsApp's sentence about it. */
  readonly text?: string;
  readonly raw: unknown;
};

/** A message of WhatsApp's own about a person; `identity` when the security code of their phone has changed. */
export type SystemEvent = Origin & {
  readonly kind: 'system';
  readonly wamid: string;
  readonly at: Date;
  /** Meta's name for it, such as `customer_identity_changed`. */
  readonly type?: string;
  /** Empty when Meta names nobody. */
  readonly person: Person;
  readonly text?: string;
  readonly identity?: {
    readonly acknowledged?: boolean;
    readonly changedAt?: Date;
    readonly hash?: string;
  };
  readonly raw: unknown;
};

/** Somebody changed the address book of the WhatsApp Business app. */
export type AppContactEvent = Origin & {
  readonly kind: 'app_contact';
  /** `add`, `edit` or `remove`. */
  readonly action: string;
  readonly person: Person;
  readonly firstName?: string;
  readonly at?: Date;
  readonly raw: unknown;
};
