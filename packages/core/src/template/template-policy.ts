import type { TemplateCategory } from './template.ts';

/** What a template is under the law of advertising; `mixed` counts as advertising. */
export type LegalKind = 'transactional' | 'advertising' | 'mixed';

/** What a person has settled about a template; the stricter of this and Meta's category counts. */
export type TemplatePolicy = {
  readonly legalKind: LegalKind;
  /** May answer an open case once after each silence. */
  readonly caseReply: boolean;
  /** Needed to fulfil a contract: may go even after a plain STOP. */
  readonly contractNecessary: boolean;
  /** Asks for consent, once. */
  readonly consentRequest: boolean;
};

/** The policy of a template that nobody has looked at yet: Meta's category, and no exception. */
export function defaultPolicy(category: TemplateCategory): TemplatePolicy {
  return {
    legalKind: category === 'marketing' ? 'advertising' : 'transactional',
    caseReply: false,
    contractNecessary: false,
    consentRequest: false,
  };
}
