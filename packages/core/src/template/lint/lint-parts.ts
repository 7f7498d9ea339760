import { BODY_LIMIT, CARD_BODY_LIMIT, HEADER_LIMIT } from '../limits.ts';
import { countCharacters } from '../placeholder.ts';
import type { TemplateDraft, TemplateFooter, TemplateHeader, TemplateParts } from '../template.ts';
import { fault, type LintFinding } from './finding.ts';
import { lintButtons } from './lint-buttons.ts';
import { lintText, variablesOf } from './lint-text.ts';

const FOOTER_LIMIT = 60;

/** Meta, limited-time offers: 16 characters, and a body of 600. */
const OFFER_LIMIT = 16;
const OFFER_BODY_LIMIT = 600;

/** Meta, carousels: two to ten cards that are all alike. */
const CARDS = { min: 2, max: 10 };

/** More empty lines than this in a row are refused as an odd layout. */
const LINE_BREAKS_IN_A_ROW = 2;

/** What is wrong with header, body, footer, buttons, offer and cards of a template that Meta does not word itself. */
export function lintParts(draft: TemplateDraft): LintFinding[] {
  const { components, parameterFormat: format, category, offer, cards } = draft;
  const { header, body, footer, buttons } = components;
  const limit = offer ? OFFER_BODY_LIMIT : BODY_LIMIT;
  return [
    ...(header ? lintHeader('header', header, format) : []),
    ...lintText('body', body.text, { limit, format, examples: body.examples, isBody: true }),
    ...lineBreaks('body.text', body.text),
    ...(footer ? lintFooter(footer) : []),
    ...lintButtons('buttons', buttons, category),
    ...lintOffer(draft),
    ...(cards.length > 0 ? lintCards(draft) : []),
  ];
}

function lintHeader(
  path: string,
  header: TemplateHeader,
  format: TemplateDraft['parameterFormat'],
): LintFinding[] {
  switch (header.format) {
    case 'text': {
      const { text, examples } = header;
      const at = `${path}.text`;
      return [
        ...lintText(path, text, { limit: HEADER_LIMIT, format, examples, isBody: false }),
        ...(new Set(variablesOf(text)).size > 1 ? [fault(at, 'TOO_MANY_VARIABLES', { bound: 1 })] : []),
        ...(/[\r\n]/.test(text) ? [fault(at, 'LINE_BREAKS')] : []),
        ...(/[*~`]|\p{Extended_Pictographic}/u.test(text) ? [fault(at, 'FORMATTING')] : []),
      ];
    }
    case 'image':
    case 'video':
    case 'document':
      return header.example === undefined || header.example.trim() === ''
        ? [fault(`${path}.example`, 'EXAMPLE_MISSING', { found: header.format })]
        : [];
    case 'location':
    case 'product':
      return [];
  }
}

function lintFooter({ text }: TemplateFooter): LintFinding[] {
  const at = 'footer.text';
  return [
    ...(text.trim() === '' ? [fault(at, 'TEXT_MISSING')] : []),
    ...(countCharacters(text) > FOOTER_LIMIT ? [fault(at, 'TEXT_TOO_LONG', { bound: FOOTER_LIMIT })] : []),
    ...(/\{\{/.test(text) ? [fault(at, 'VARIABLE_NOT_ALLOWED')] : []),
    ...(/[\r\n]/.test(text) ? [fault(at, 'LINE_BREAKS')] : []),
  ];
}

function lineBreaks(path: string, text: string): LintFinding[] {
  return new RegExp(`(\\r?\\n){${LINE_BREAKS_IN_A_ROW + 1}}`).test(text)
    ? [fault(path, 'LINE_BREAKS', { bound: LINE_BREAKS_IN_A_ROW })]
    : [];
}

function lintOffer({ offer, category, components }: TemplateDraft): LintFinding[] {
  if (!offer) return [];
  const at = 'offer.text';
  const hasCode = components.buttons.some(({ kind }) => kind === 'copy_code');
  return [
    ...(category === 'marketing' ? [] : [fault('offer', 'OFFER_CATEGORY')]),
    ...(offer.text.trim() === '' ? [fault(at, 'TEXT_MISSING')] : []),
    ...(countCharacters(offer.text) > OFFER_LIMIT
      ? [fault(at, 'TEXT_TOO_LONG', { bound: OFFER_LIMIT })]
      : []),
    ...(components.footer ? [fault('footer', 'OFFER_FOOTER')] : []),
    ...(offer.expires && !hasCode ? [fault('buttons', 'OFFER_CODE')] : []),
  ];
}

function lintCards({ cards, components, category, parameterFormat: format }: TemplateDraft): LintFinding[] {
  const { min, max } = CARDS;
  const [first] = cards;
  return [
    ...(cards.length < min || cards.length > max ? [fault('cards', 'CARD_COUNT', { bound: max })] : []),
    ...(components.header || components.footer ? [fault('cards', 'CARD_WITH_HEADER')] : []),
    ...cards.flatMap((card, index) => {
      const path = `cards[${index}]`;
      const { header, body, buttons } = card;
      const hasPicture = header !== undefined && ['image', 'video', 'product'].includes(header.format);
      const isShort = header?.format === 'product' && body.text === '';
      const rules = { limit: CARD_BODY_LIMIT, format, examples: body.examples, isBody: true };
      return [
        ...(hasPicture ? [] : [fault(`${path}.header`, 'CARD_HEADER')]),
        ...(header ? lintHeader(`${path}.header`, header, format) : []),
        ...(isShort ? [] : lintText(`${path}.body`, body.text, rules)),
        ...lintButtons(`${path}.buttons`, buttons, category, true),
        ...(first && shapeOf(card) !== shapeOf(first) ? [fault(path, 'CARDS_DIFFER')] : []),
      ];
    }),
  ];
}

function shapeOf({ header, body, buttons }: TemplateParts): string {
  return [header?.format ?? '', body.text === '' ? '' : 'body', ...buttons.map(({ kind }) => kind)].join(' ');
}
