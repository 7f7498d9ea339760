import { lengthOf } from '../shape/shape.ts';
import { checkAuthentication } from './check-authentication.ts';
import { checkButtons } from './check-buttons.ts';
import { checkMediaExample, checkTextExamples } from './check-examples.ts';
import { checkOffer } from './check-offer.ts';
import { placeholdersOf } from './placeholders.ts';
import { componentOf, type TemplateComponent } from './template.ts';
import { templateError } from './template-error.ts';

const HEADER_MAX = 60;
const BODY_MAX = 1024;
const CARD_BODY_MAX = 160;
const FOOTER_MAX = 60;
const CARDS = { min: 2, max: 10 };

const CARD_HEADERS = ['IMAGE', 'VIDEO', 'PRODUCT'];
const CARD_BUTTONS_MAX = 2;

const HEADER_FORMATS = ['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION', 'PRODUCT'];

type Format = 'POSITIONAL' | 'NAMED';

/** Refuses, as Meta does at creation, what could never be approved because of its form. */
export function checkComponents(components: TemplateComponent[], category: string, format: Format): void {
  const types = components.map(({ type }) => type.toUpperCase());
  const twice = types.find((type, index) => types.indexOf(type) !== index);
  if (twice)
    throw templateError('invalidFormat', 'Invalid components', `There are two components of type ${twice}.`);
  const body = componentOf(components, 'BODY');
  if (!body) throw templateError('body', 'Body is missing', 'Every template needs a component of type BODY.');
  if (category === 'AUTHENTICATION') checkAuthentication(components);
  else checkText(body, format, BODY_MAX, 'body');
  checkOffer(components, category);
  checkHeader(componentOf(components, 'HEADER'), format);
  if (category !== 'AUTHENTICATION') checkFooter(componentOf(components, 'FOOTER'));
  checkButtons(componentOf(components, 'BUTTONS'), category);
  const carousel = componentOf(components, 'CAROUSEL');
  if (carousel) checkCards(carousel, category, format);
}

function checkText(component: TemplateComponent, format: Format, max: number, part: 'body' | 'header'): void {
  const { text } = component;
  if (typeof text !== 'string' || text.trim() === '') {
    throw templateError(part, `Invalid ${part}`, `The ${part} needs a text.`);
  }
  if (lengthOf(text) > max) {
    throw templateError(
      'tooLong',
      'Text too long',
      `The ${part} may have ${max} characters; it has ${lengthOf(text)}.`,
    );
  }
  const rest = text.replace(/\{\{\s*[^{}\s]+\s*\}\}/g, '');
  if (rest.includes('{{') || rest.includes('}}')) {
    throw templateError(
      part,
      `Invalid ${part}`,
      `The ${part} has a {{ without its }}, or a variable without a name.`,
    );
  }
  const keys = placeholdersOf(text);
  checkVariableNames(keys, format, part);
  if (keys.length === 0) return;
  if (part === 'body' && /^\s*\{\{|\}\}\s*$/.test(text)) {
    const message = "Variables can't be at the start or end of the body.";
    throw templateError('variableAtEdge', 'Variable at the edge', message);
  }
  const words = text.replace(/\{\{[^{}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (part === 'body' && words <= [...text.matchAll(/\{\{/g)].length) {
    const message = 'The text is too short for its number of variables.';
    throw templateError('variablesDense', 'Too many variables', message);
  }
  if (/\}\}\s*\{\{/.test(text)) {
    throw templateError(
      part,
      `Invalid ${part}`,
      `The ${part} has two variables without a word between them.`,
    );
  }
  checkTextExamples(component, format, part);
}

function checkVariableNames(keys: string[], format: Format, part: 'body' | 'header'): void {
  for (const [index, key] of keys.entries()) {
    if (format === 'POSITIONAL' && key !== String(index + 1)) {
      const message = `The variables of the ${part} must be {{1}}, {{2}} and so on, in this order; {{${key}}} is not.`;
      throw templateError(part, 'Invalid variables', message);
    }
    if (format === 'NAMED' && !/^[a-z][a-z0-9_]*$/.test(key)) {
      const message = `Names of variables have lower-case letters, digits and _ only; {{${key}}} has not.`;
      throw templateError(part, 'Invalid variables', message);
    }
  }
}

function checkHeader(header: TemplateComponent | undefined, format: Format): void {
  if (!header) return;
  const kind = String(header.format ?? '').toUpperCase();
  if (!HEADER_FORMATS.includes(kind)) {
    throw templateError(
      'header',
      'Invalid header',
      `The format of the header is one of ${HEADER_FORMATS.join(', ')}.`,
    );
  }
  if (kind === 'TEXT') {
    checkText(header, format, HEADER_MAX, 'header');
    if (placeholdersOf(header.text ?? '').length > 1) {
      throw templateError('header', 'Invalid header', 'A header may have one variable.');
    }
    if (/[\r\n*]|\p{Extended_Pictographic}/u.test(header.text ?? '')) {
      const message = 'A header has no new lines, formatting characters or emojis.';
      throw templateError('header', 'Invalid header', message);
    }
  } else checkMediaExample(header, kind);
}

function checkFooter(footer: TemplateComponent | undefined): void {
  if (!footer) return;
  if (footer.text === undefined || footer.text.trim() === '')
    throw templateError('footer', 'Invalid footer', 'The footer needs a text.');
  if (lengthOf(footer.text) > FOOTER_MAX) {
    throw templateError('tooLong', 'Text too long', `The footer may have ${FOOTER_MAX} characters.`);
  }
  if (placeholdersOf(footer.text).length > 0) {
    throw templateError('footer', 'Invalid footer', 'The footer may have no variables.');
  }
}

function checkCards({ cards = [] }: TemplateComponent, category: string, format: Format): void {
  if (cards.length < CARDS.min || cards.length > CARDS.max) {
    throw templateError(
      'invalidFormat',
      'Invalid carousel',
      `A carousel has ${CARDS.min} to ${CARDS.max} cards.`,
    );
  }
  const shapes = new Set(cards.map(({ components = [] }) => shapeOf(components)));
  if (shapes.size > 1)
    throw templateError('invalidFormat', 'Invalid carousel', 'All cards must have the same components.');
  for (const { components = [] } of cards) {
    const picture = String(componentOf(components, 'HEADER')?.format ?? '').toUpperCase();
    if (!CARD_HEADERS.includes(picture))
      throw templateError('header', 'Invalid card', `A card has a header of ${CARD_HEADERS.join(', ')}.`);
    if ((componentOf(components, 'BUTTONS')?.buttons ?? []).length > CARD_BUTTONS_MAX)
      throw templateError('invalidFormat', 'Invalid card', `A card has at most ${CARD_BUTTONS_MAX} buttons.`);
    const body = componentOf(components, 'BODY');
    if (body) checkText(body, format, CARD_BODY_MAX, 'body');
    checkHeader(componentOf(components, 'HEADER'), format);
    checkButtons(componentOf(components, 'BUTTONS'), category);
  }
}

const shapeOf = (components: TemplateComponent[]): string =>
  components
    .map(
      ({ type, format = '', buttons = [] }) =>
        `${type} ${format} ${buttons.map((button) => button.type).join()}`,
    )
    .join(';')
    .toUpperCase();
