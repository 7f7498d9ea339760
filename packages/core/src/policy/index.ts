export type {
  BlockedCode,
  DecisionCode,
  DeferredCode,
  NeedsTemplateCode,
  SendCode,
  Verdict,
} from './codes.ts';
export { blockedCodes, consentCodes, deferredCodes, needsTemplateCodes, sendCodes } from './codes.ts';
export { decide } from './decide.ts';
export type { Decision, DecisionDetail, Evidence } from './decision.ts';
export { defer } from './defer.ts';
export type { ConsentMode, Facts, SendIntent } from './facts.ts';
export type { FrequencyCap, Limits, NumberLimits, PersonLimits } from './limits.ts';
export { TAKEN_MS } from './people-first.ts';
export { ECOSYSTEM_MS, LOOK_AGAIN_MS, TIER_MS, UNDELIVERED_MOST, UNDELIVERED_PAUSE_MS } from './postpone.ts';
export { truePurpose } from './purpose.ts';
export type { QuietHours } from './quiet-hours.ts';
export { quietUntil } from './quiet-hours.ts';
export type { WordsLanguage } from './words/describe-decision.ts';
export { describeDecision, spellMoment } from './words/describe-decision.ts';
export type { Words } from './words/sentence.ts';
