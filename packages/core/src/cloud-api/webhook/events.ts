import type { InboundContent } from '../../message/content.ts';
import type { DeliveryStatus } from '../../message/status.ts';
import type { MetaError } from '../meta-error.ts';

/** A person as one webhook names them; a hidden phone number is absent, not empty. */
export type Person = {
  /** E.164 with a leading +. */
  readonly phone?: string;
  /** Business-scoped user id (BSUID). */
  readonly userId?: string;
  readonly parentUserId?: string;
  readonly username?: string;
  readonly name?: string;
};

/** Where an item came from: the account (WABA) and the business number (phone number id). */
export type Origin = {
  readonly accountId: string;
  readonly numberId: string;
  readonly displayNumber?: string;
};

/** A customer wrote, tapped or reacted. `at` is Meta's time, which the window is computed from. */
export type MessageEvent = Origin & {
  readonly kind: 'message';
  readonly wamid: string;
  readonly at: Date;
  readonly sender: Person;
  readonly content: InboundContent;
  readonly quotedWamid?: string;
  readonly forwarded?: boolean;
  readonly referral?: unknown;
  readonly raw: unknown;
};

/** A customer changed an earlier message. */
export type EditedEvent = Origin & {
  readonly kind: 'edited';
  readonly wamid: string;
  readonly at: Date;
  readonly sender: Person;
  readonly originalWamid: string;
  readonly content?: InboundContent;
  readonly raw: unknown;
};

/** A customer deleted an earlier message. */
export type RevokedEvent = Origin & {
  readonly kind: 'revoked';
  readonly wamid: string;
  readonly at: Date;
  readonly sender: Person;
  readonly originalWamid: string;
  readonly raw: unknown;
};

/** A message that the business sent from the WhatsApp Business app on the same number. */
export type EchoEvent = Origin & {
  readonly kind: 'echo';
  readonly wamid: string;
  readonly at: Date;
  readonly recipient: Person;
  readonly content: InboundContent;
  readonly raw: unknown;
};

/** A customer called the number: like a message, this opens the window. */
export type CallEvent = Origin & {
  readonly kind: 'call';
  readonly callId: string;
  readonly at: Date;
  readonly caller: Person;
  readonly raw: unknown;
};

/** How far a message of ours has come. `callbackData` is the text given with the send. */
export type StatusEvent = Origin & {
  readonly kind: 'status';
  readonly wamid: string;
  readonly at: Date;
  readonly status: DeliveryStatus;
  readonly recipient: Person;
  readonly callbackData?: string;
  readonly error?: MetaError;
  readonly pricing?: unknown;
  readonly raw: unknown;
};

/** A customer turned marketing from this business off or on again inside WhatsApp. */
export type PreferenceEvent = Origin & {
  readonly kind: 'preference';
  readonly person: Person;
  readonly marketing: 'stop' | 'resume';
  readonly at: Date;
  readonly raw: unknown;
};

type AboutTemplate = {
  readonly accountId: string;
  readonly templateId: string;
  readonly name: string;
  /** With an underscore, whichever way Meta wrote it. */
  readonly language: string;
  readonly raw: unknown;
};

/** Meta's review or quality control changed what the template may do. */
export type TemplateStatusEvent = AboutTemplate & {
  readonly kind: 'template_status';
  /** Meta's event, such as APPROVED, PAUSED, FLAGGED. */
  readonly status: string;
  readonly reason?: string;
};

/** Meta moves the template to another category. `upcoming` when `category` is announced and not yet in force. */
export type TemplateCategoryEvent = AboutTemplate & {
  readonly kind: 'template_category';
  readonly category: string;
  readonly previous?: string;
  readonly upcoming: boolean;
};

/** The template's quality score changed. */
export type TemplateQualityEvent = AboutTemplate & {
  readonly kind: 'template_quality';
  readonly quality: string;
  readonly previous?: string;
};

/** The messaging limit or quality of a number changed; Meta names the number by its digits alone. */
export type NumberQualityEvent = {
  readonly kind: 'number_quality';
  readonly accountId: string;
  readonly displayNumber: string;
  readonly event: string;
  readonly limit?: string;
  readonly raw: unknown;
};

/** The review of a number's display name ended or moved on. */
export type NumberNameEvent = {
  readonly kind: 'number_name';
  readonly accountId: string;
  readonly displayNumber: string;
  readonly decision: string;
  readonly name?: string;
  readonly reason?: string;
  readonly raw: unknown;
};

/** A person's phone number or BSUID changed. Consent does not travel by itself. */
export type IdentityChangedEvent = Origin & {
  readonly kind: 'identity_changed';
  readonly change: 'phone' | 'user_id';
  readonly wamid: string;
  readonly at: Date;
  readonly previous: Person;
  readonly current: Person;
  readonly raw: unknown;
};

/** Everything that Parley does not translate, kept whole. */
export type OtherEvent = {
  readonly kind: 'other';
  readonly field: string;
  readonly accountId?: string;
  readonly numberId?: string;
  readonly raw: unknown;
};

/** A known field of a wrong type; only this item is lost to us, and it is kept whole. */
export type UnreadableEvent = {
  readonly kind: 'unreadable';
  readonly field: string;
  /** Where in the payload, with dots: `entry.0.changes.0.value.messages.1.timestamp`. */
  readonly path: string;
  readonly message: string;
  readonly accountId?: string;
  readonly numberId?: string;
  readonly raw: unknown;
};

/** One thing that a webhook says. */
export type WebhookEvent =
  | MessageEvent
  | EditedEvent
  | RevokedEvent
  | EchoEvent
  | CallEvent
  | StatusEvent
  | PreferenceEvent
  | TemplateStatusEvent
  | TemplateCategoryEvent
  | TemplateQualityEvent
  | NumberQualityEvent
  | NumberNameEvent
  | IdentityChangedEvent
  | OtherEvent
  | UnreadableEvent;
