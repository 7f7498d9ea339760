export type {
  ConsentAction,
  ConsentEvent,
  ConsentMethod,
  ConsentScope,
  ConsentState,
  Purpose,
} from './event.ts';
export { consentActions, consentMethods, purposes } from './event.ts';
export type { KeywordAction } from './keywords.ts';
export { CONSENT_ANSWERS, OPT_OUT_PAYLOAD, readKeyword, readNo, readTap } from './keywords.ts';
export type { AskedPurpose } from './question.ts';
export { askedPurposes, consentQuestion, optInSentence } from './question.ts';
export type { ConsentStanding, PurposeConsent } from './standing.ts';
export { consentStanding, pendingAgreement, REQUEST_VALID_MS } from './standing.ts';
