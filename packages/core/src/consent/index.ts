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
export { OPT_OUT_PAYLOAD, readKeyword, readTap } from './keywords.ts';
export type { ConsentStanding, PurposeConsent } from './standing.ts';
export { consentStanding } from './standing.ts';
