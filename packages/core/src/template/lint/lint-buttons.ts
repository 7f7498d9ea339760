import { COUPON_CODE_LIMIT, URL_LIMIT } from '../limits.ts';
import { countCharacters } from '../placeholder.ts';
import type { TemplateButton, TemplateCategory } from '../template.ts';
import { fault, type LintFinding, warning } from './finding.ts';
import { braces, variablesOf } from './lint-text.ts';

/** Meta, template components: ten buttons with labels of 25 characters, two on a card. */
const BUTTONS_MAX = 10;
const CARD_BUTTONS_MAX = 2;
const LABEL_LIMIT = 25;
const PHONE_LIMIT = 20;

/** WhatsApp on a desk shows three buttons. */
const SHOWN_ON_DESKTOP = 3;

const mostOf: Readonly<Partial<Record<TemplateButton['kind'], number>>> = {
  url: 2,
  phone_number: 1,
  copy_code: 1,
  otp: 1,
  catalog: 1,
  multi_product: 1,
  single_product: 1,
  voice_call: 1,
  contact_request: 1,
  order_details: 1,
};

/** Kinds whose words WhatsApp writes. */
const withoutText: ReadonlySet<TemplateButton['kind']> = new Set(['copy_code', 'otp', 'contact_request']);

/** Shorteners hide where a link leads, and wa.me leads back to where the customer is: Meta refuses both. */
const shortened =
  /^https?:\/\/(www\.)?(wa\.me|bit\.ly|t\.co|tinyurl\.com|goo\.gl|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly)(\/|$)/i;

/** Everything that is wrong with the buttons of a template or a card. */
export function lintButtons(
  path: string,
  buttons: readonly TemplateButton[],
  category: TemplateCategory,
  isCard = false,
): LintFinding[] {
  const bound = isCard ? CARD_BUTTONS_MAX : BUTTONS_MAX;
  const replies = buttons.map(({ kind }) => kind === 'quick_reply');
  const turns = replies.filter((isReply, index) => index > 0 && isReply !== replies[index - 1]).length;
  const isMixed = replies.includes(true) && replies.includes(false);
  return [
    ...(buttons.length > bound ? [fault(path, 'TOO_MANY_BUTTONS', { bound })] : []),
    ...(turns > 1 ? [fault(path, 'BUTTONS_MIXED')] : []),
    ...(buttons.length > SHOWN_ON_DESKTOP || isMixed ? [warning(path, 'BUTTONS_ON_DESKTOP')] : []),
    ...tooMany(path, buttons),
    ...buttons.flatMap((button, index) => lintButton(`${path}[${index}]`, button, category)),
    ...twice(path, buttons),
  ];
}

function tooMany(path: string, buttons: readonly TemplateButton[]): LintFinding[] {
  return [...new Set(buttons.map(({ kind }) => kind))].flatMap((kind) => {
    const bound = mostOf[kind];
    const count = buttons.filter((button) => button.kind === kind).length;
    return bound !== undefined && count > bound
      ? [fault(path, 'TOO_MANY_BUTTONS', { bound, found: kind })]
      : [];
  });
}

function twice(path: string, buttons: readonly TemplateButton[]): LintFinding[] {
  return buttons.flatMap(({ text }, index) =>
    text !== '' && buttons.findIndex((button) => button.text === text) < index
      ? [fault(`${path}[${index}].text`, 'BUTTON_TWICE', { found: text })]
      : [],
  );
}

function lintButton(path: string, button: TemplateButton, category: TemplateCategory): LintFinding[] {
  return [...label(path, button), ...fitsCategory(path, button, category), ...ofKind(path, button)];
}

function label(path: string, { kind, text }: TemplateButton): LintFinding[] {
  const at = `${path}.text`;
  if (text.trim() === '') return withoutText.has(kind) ? [] : [fault(at, 'TEXT_MISSING')];
  if (countCharacters(text) > LABEL_LIMIT) return [fault(at, 'TEXT_TOO_LONG', { bound: LABEL_LIMIT })];
  if (/[\r\n]/.test(text)) return [fault(at, 'LINE_BREAKS')];
  return variablesOf(text).length > 0 ? [fault(at, 'VARIABLE_NOT_ALLOWED')] : [];
}

function fitsCategory(path: string, { kind }: TemplateButton, category: TemplateCategory): LintFinding[] {
  const isFor = category === 'authentication' ? kind === 'otp' : kind !== 'otp';
  return isFor ? [] : [fault(path, 'BUTTON_CATEGORY', { found: kind })];
}

function ofKind(path: string, button: TemplateButton): LintFinding[] {
  switch (button.kind) {
    case 'url':
      return lintUrl(path, button.url, button.example);
    case 'phone_number':
      return /^\+?\d[\d\s()-]*$/.test(button.phoneNumber) && button.phoneNumber.length <= PHONE_LIMIT
        ? []
        : [fault(`${path}.phoneNumber`, 'PHONE_FORM', { bound: PHONE_LIMIT })];
    case 'copy_code': {
      const at = `${path}.example`;
      if (button.example === undefined || button.example.trim() === '')
        return [fault(at, 'EXAMPLE_MISSING', { found: button.kind })];
      return countCharacters(button.example) > COUPON_CODE_LIMIT
        ? [fault(at, 'TEXT_TOO_LONG', { bound: COUPON_CODE_LIMIT })]
        : [];
    }
    case 'flow':
      return [button.flowId, button.flowName, button.flowJson].filter((one) => one !== undefined).length === 1
        ? []
        : [fault(path, 'FLOW_MISSING')];
    case 'quick_reply':
    case 'otp':
    case 'catalog':
    case 'multi_product':
    case 'single_product':
    case 'voice_call':
    case 'contact_request':
    case 'order_details':
    case 'other':
      return [];
  }
}

function lintUrl(path: string, url: string, example: string | undefined): LintFinding[] {
  const at = `${path}.url`;
  const names = variablesOf(url);
  const plain = url.replaceAll(/\{\{[^{}]*\}\}/g, '1');
  const isAddress =
    /^https?:\/\/[^\s/]+/i.test(url) && URL.canParse(plain) && countCharacters(url) <= URL_LIMIT;
  if (!isAddress) return [fault(at, 'URL_FORM', { bound: URL_LIMIT })];
  const findings = [...(shortened.test(url) ? [fault(at, 'URL_SHORTENED')] : []), ...braces(at, url)];
  if (names.length === 0) return findings;
  const isAtEnd = names.length === 1 && /\{\{[^{}]+\}\}$/.test(url) && !/^https?:\/\/[^/]*\{\{/i.test(url);
  return [
    ...findings,
    ...(isAtEnd ? [] : [fault(at, 'URL_VARIABLE')]),
    ...(example === undefined || example.trim() === ''
      ? [fault(`${path}.example`, 'EXAMPLE_MISSING', { found: `{{${names[0]}}}` })]
      : []),
  ];
}
