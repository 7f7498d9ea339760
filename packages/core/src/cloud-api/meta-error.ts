/** An error as Meta states it, in an answer or in a webhook. */
export type MetaError = {
  readonly code: number;
  readonly title?: string;
  readonly details?: string;
  /** Meta's page about it. */
  readonly href?: string;
};

/** What kind of trouble a code stands for; code elsewhere asks this, never the number. */
export type MetaErrorCategory =
  | 'access'
  | 'account'
  | 'payment'
  | 'throttling'
  | 'policy'
  | 'window'
  | 'opt_out'
  | 'recipient'
  | 'request'
  | 'media'
  | 'template'
  | 'service'
  | 'other';

/**
 * What helps: `never` the same request again; `backoff` again with growing pauses; `wait` for a long while first;
 * `fix` the set-up, then again.
 */
export type MetaRetry = 'never' | 'backoff' | 'wait' | 'fix';
