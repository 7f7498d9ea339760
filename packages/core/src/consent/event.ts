/** Why a message is sent, and what a person consents to. */
export const purposes = ['service', 'utility', 'authentication', 'marketing'] as const;
export type Purpose = (typeof purposes)[number];

/** `all` is for taking back and giving back everything at once. */
export type ConsentScope = Purpose | 'all';

export const consentActions = [
  'request',
  'grant',
  'confirm',
  'refuse',
  'withdraw',
  'object',
  'hold',
  'restore',
] as const;
export type ConsentAction = (typeof consentActions)[number];

/**
 * What an entry of the ledger can say. Two are the gateway's own and consent to nothing: `merge`, that two contacts are
 * one person, and `lapse`, that what was agreed to before the person's phone number changed counts no more.
 */
export const ledgerActions = [...consentActions, 'merge', 'lapse'] as const;
export type LedgerAction = (typeof ledgerActions)[number];

export const consentMethods = [
  'web_form',
  'chat_word',
  'chat_button',
  'code_link',
  'paper',
  'phone',
  'import',
  'api',
  'agent',
  'meta_preference',
  'provider_error',
] as const;
export type ConsentMethod = (typeof consentMethods)[number];

/** One entry of the append-only ledger, as far as the consent state depends on it. */
export type ConsentEvent = {
  readonly id: string;
  readonly scope: ConsentScope;
  readonly action: LedgerAction;
  readonly method?: ConsentMethod;
  readonly textVersion?: string;
  /** When the person acted; for a word or a tap, Meta's time of that message. */
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  /** True when `occurredAt` is Meta's timestamp: two of those compare exactly. */
  readonly metaTime: boolean;
  /** True when the act is proven: by the person's own stored message, or attested by a key that may. */
  readonly proven: boolean;
  /** The word, so that a refusal can quote it. */
  readonly word?: string;
};

export type ConsentState =
  | 'none'
  | 'requested'
  | 'granted'
  | 'confirmed'
  | 'refused'
  | 'withdrawn'
  | 'objected'
  | 'provider_stop'
  | 'on_hold'
  | 'unproven';
