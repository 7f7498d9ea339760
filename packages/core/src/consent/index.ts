export type {
  ConsentAction,
  ConsentEvent,
  ConsentMethod,
  ConsentScope,
  ConsentState,
  Purpose,
} from './event.ts';
export { consentActions, consentMethods, purposes } from './event.ts';
export type { ConsentStanding, PurposeConsent } from './standing.ts';
export { consentStanding } from './standing.ts';
export type { KeywordAction } from './keywords.ts';
export { readKeyword } from './keywords.ts';
