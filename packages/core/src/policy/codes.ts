/** The message may go now. */
export const sendCodes = [
  'SERVICE_REPLY',
  'SERVICE_REPLY_OPTED_OUT',
  'MINIMAL_REPLY',
  'CASE_REPLY',
  'CONSENT_REQUEST',
  'UTILITY_BASIS',
  'AUTHENTICATION_REQUESTED',
  'MARKETING_CONSENT',
  'OPT_OUT_CONFIRMATION',
  'HELP_ANSWER',
] as const;

/** The words may go, but only as a template. */
export const needsTemplateCodes = ['WINDOW_CLOSED'] as const;

/** The message may not go, by what the person has or has not agreed to. */
export const consentCodes = [
  'NO_CONSENT',
  'NO_REQUEST',
  'UNPROVEN',
  'PENDING_CONFIRMATION',
  'WITHDRAWN',
  'OBJECTED',
  'STOP_ALL',
  'PROVIDER_STOP',
  'ON_HOLD',
  'SUPPRESSED',
] as const;

/** The message may not go. */
export const blockedCodes = [
  ...consentCodes,
  'NOT_ADDRESSABLE',
  'AUTH_NEEDS_PHONE',
  'TEMPLATE_NOT_FOUND',
  'TEMPLATE_NOT_APPROVED',
  'TEMPLATE_PAUSED',
  'TEMPLATE_VARIABLES',
  'PROVIDER_REGION',
  'TAKEN_BY_PERSON',
  'AI_DISCLOSURE_MISSING',
  'KILL_SWITCH',
] as const;

/** The message will go, but later. */
export const deferredCodes = [
  'SCHEDULED',
  'HELD_UNTIL_REPLY',
  'QUIET_HOURS',
  'FREQUENCY_CAP',
  'PAIR_LIMIT',
  'NUMBER_LIMIT',
  'ECOSYSTEM',
] as const;

export type SendCode = (typeof sendCodes)[number];
export type NeedsTemplateCode = (typeof needsTemplateCodes)[number];
export type BlockedCode = (typeof blockedCodes)[number];
export type DeferredCode = (typeof deferredCodes)[number];

/** The closed union of decision codes: stable API for machines, logs and tests. */
export type DecisionCode = SendCode | NeedsTemplateCode | BlockedCode | DeferredCode;

export type Verdict = 'send' | 'needs_template' | 'blocked' | 'deferred';
