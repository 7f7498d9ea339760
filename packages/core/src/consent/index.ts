export { speaksAgainst } from './declining.ts';
export type { Doubt } from './doubt.ts';
export { readDoubt } from './doubt.ts';
export { CLOCK_DOUBT_MS } from './entry-time.ts';
export type {
  ConsentAction,
  ConsentEvent,
  ConsentMethod,
  ConsentScope,
  ConsentState,
  LedgerAction,
  Purpose,
} from './event.ts';
export { consentActions, consentMethods, ledgerActions, purposes } from './event.ts';
export type { KeywordLanguage } from './keyword-lists.ts';
export { keywordLanguages } from './keyword-lists.ts';
export type { KeywordAction, KeywordReading } from './keywords.ts';
export { CONSENT_ANSWERS, OPT_OUT_PAYLOAD, readKeyword, readNo, readTap } from './keywords.ts';
export type { CarriedOpposition } from './merge.ts';
export { carriedOppositions } from './merge.ts';
export { believeMetaTime, CLOCK_SKEW_MS } from './meta-time.ts';
export type { AskedPurpose } from './question.ts';
export { askedPurposes, consentQuestion, optInSentence } from './question.ts';
export { asksToReturn } from './return.ts';
export type { ConsentStanding, PurposeConsent } from './standing.ts';
export { consentStanding, isOnHold, pendingAgreement, REQUEST_VALID_MS } from './standing.ts';
export type { TaskAnswer, TaskKind } from './task.ts';
export { answersTo, rightsDueAt, taskAnswers, taskKinds } from './task.ts';
export { taskAnswerWords, taskQuestion } from './task-words.ts';
