export type {
  BlockedCode,
  DecisionCode,
  DeferredCode,
  NeedsTemplateCode,
  SendCode,
  Verdict,
} from './codes.ts';
export { blockedCodes, deferredCodes, needsTemplateCodes, sendCodes } from './codes.ts';
export { decide, TAKEN_MS, truePurpose } from './decide.ts';
export type { Decision, DecisionDetail, Evidence } from './decision.ts';
export { defer } from './defer.ts';
export type { ConsentMode, Facts, SendIntent } from './facts.ts';
export type { WordsLanguage } from './words/describe-decision.ts';
export { describeDecision, spellMoment } from './words/describe-decision.ts';
export type { Words } from './words/sentence.ts';
