/** What can be wrong with a template before it is submitted; stable API. */
export type LintCode =
  | 'NAME_FORM'
  | 'LANGUAGE_UNKNOWN'
  | 'LANGUAGE_MISMATCH'
  | 'TTL_RANGE'
  | 'TEXT_MISSING'
  | 'TEXT_TOO_LONG'
  | 'BRACES'
  | 'VARIABLE_NAME'
  | 'VARIABLE_ORDER'
  | 'VARIABLE_AT_EDGE'
  | 'VARIABLES_ADJACENT'
  | 'VARIABLES_DENSE'
  | 'VARIABLE_NOT_ALLOWED'
  | 'TOO_MANY_VARIABLES'
  | 'EXAMPLE_MISSING'
  | 'LINE_BREAKS'
  | 'FORMATTING'
  | 'TOO_MANY_BUTTONS'
  | 'BUTTONS_MIXED'
  | 'BUTTONS_ON_DESKTOP'
  | 'BUTTON_TWICE'
  | 'BUTTON_CATEGORY'
  | 'URL_FORM'
  | 'URL_VARIABLE'
  | 'URL_SHORTENED'
  | 'PHONE_FORM'
  | 'FLOW_MISSING'
  | 'OFFER_CATEGORY'
  | 'OFFER_FOOTER'
  | 'OFFER_CODE'
  | 'CARD_COUNT'
  | 'CARDS_DIFFER'
  | 'CARD_HEADER'
  | 'CARD_WITH_HEADER'
  | 'AUTHENTICATION_TEXT'
  | 'AUTHENTICATION_BUTTON'
  | 'AUTHENTICATION_EXPIRY'
  | 'AUTHENTICATION_APPS'
  | 'DUPLICATE_NAME'
  | 'DUPLICATE_CONTENT'
  | 'TEMPLATE_CAP'
  | 'LOOKS_LIKE_MARKETING'
  | 'SENSITIVE_CONTENT';

/** One finding: where, what, and whether Meta would refuse it (`error`) or may (`warning`). */
export type LintFinding = {
  /** As in the request: `body.text`, `buttons[0].url`, `cards[1].header`. */
  readonly path: string;
  readonly code: LintCode;
  readonly level: 'error' | 'warning';
  /** The bound that is broken, or what was found. */
  readonly bound?: number;
  readonly found?: string;
};

type More = Pick<LintFinding, 'bound' | 'found'>;

/** Something Meta refuses. */
export function fault(path: string, code: LintCode, more: More = {}): LintFinding {
  return { path, code, level: 'error', ...more };
}

/** Something Meta may refuse or that customers may not see as meant. */
export function warning(path: string, code: LintCode, more: More = {}): LintFinding {
  return { path, code, level: 'warning', ...more };
}
