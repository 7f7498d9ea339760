export type { VariableProblem } from './check-value.ts';
export type { TemplateVariables, VariableCheck, VariableFault } from './check-variables.ts';
export { checkVariables } from './check-variables.ts';
export { chooseLanguage } from './choose-language.ts';
export type { FieldKind, TemplateField } from './field.ts';
export { fields } from './fields.ts';
export type { ButtonPreview, HeaderPreview, PartsPreview, TemplatePreview } from './fill-template.ts';
export { fillTemplate } from './fill-template.ts';
export { fillText } from './fill-text.ts';
export type { LintCode, LintFinding } from './lint/finding.ts';
export { lintTemplate } from './lint/lint-template.ts';
export { describeFinding } from './lint/words.ts';
export type { MediaValue } from './media-value.ts';
export { readMediaValue } from './media-value.ts';
export type {
  Examples,
  FlowButton,
  OtpButton,
  ParameterFormat,
  Template,
  TemplateBody,
  TemplateButton,
  TemplateCategory,
  TemplateDraft,
  TemplateFooter,
  TemplateHeader,
  TemplateOffer,
  TemplateParts,
  TemplateStatus,
} from './template.ts';
export type { LegalKind, TemplatePolicy } from './template-policy.ts';
export { defaultPolicy } from './template-policy.ts';
export { describeFault } from './words.ts';
