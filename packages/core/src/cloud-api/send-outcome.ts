import type { MetaError, MetaErrorCategory } from './meta-error.ts';

/** What Meta said against a request, with what our table knows about the code. */
export type RejectionError = MetaError & {
  /** Management calls still tell by it what the code does not (2388xxx for templates). */
  readonly subcode?: number;
  readonly httpStatus: number;
  readonly category: MetaErrorCategory;
  /** Whether the same request may succeed later; the outbox repeats after `throttleOf` only. */
  readonly retryable: boolean;
};

/** Why a send did not get a usable answer; `message` holds no token, body or phone number. */
export type SendCause = {
  /** An error code of the operating system or client (`ECONNREFUSED`), `TIMEOUT`, `HTTP_500`, `UNREADABLE`, `NO_ID`. */
  readonly code: string;
  readonly message: string;
  readonly httpStatus?: number;
  /** The error that a 5xx carried: kept to be shown, never believed. */
  readonly error?: MetaError;
};

/** A 2xx with an id. Accepted is not delivered: that comes later, by status. */
export type Accepted = {
  readonly kind: 'accepted';
  readonly wamid: string;
  /** `held_for_quality_assessment` or `paused` when Meta paces the template. */
  readonly messageStatus?: string;
  /** The digits that WhatsApp knows the person by; they can differ from those we sent to. */
  readonly waId?: string;
  readonly userId?: string;
};

/** Meta refused: an error body with a 4xx, or 131057. Nothing goes out. */
export type Rejected = { readonly kind: 'rejected'; readonly error: RejectionError };

/** Refused before a byte was written; the same send may be made again. */
export type NotSent = { readonly kind: 'not_sent'; readonly cause: SendCause };

/** Anything may have happened: never repeat this by itself. */
export type Unknown = { readonly kind: 'unknown'; readonly cause: SendCause };

/** The four ways in which a send can end. */
export type SendOutcome = Accepted | Rejected | NotSent | Unknown;
