import { buttonFields } from './button-fields.ts';
import { field, type TemplateField } from './field.ts';
import { headerFields } from './header-fields.ts';
import { BODY_LIMIT, CARD_BODY_LIMIT, LOGIN_CODE_LIMIT } from './limits.ts';
import { fixedLength, placeholders } from './placeholder.ts';
import type { Template, TemplateParts } from './template.ts';

/** When a limited-time offer ends. */
export const OFFER_KEY = 'offer_expires_at';

/** Every variable of the template, in the order in which the customer sees them. */
export function fields(template: Template): TemplateField[] {
  if (template.category === 'authentication') return [loginCode(template)];
  const { components, offer } = template;
  return [
    ...(components.header ? headerFields(components.header, '') : []),
    ...(offer?.expires ? [field(OFFER_KEY, offer.text, 'instant', { example: '2026-12-24T18:00:00Z' })] : []),
    ...belowHeader(components, '', BODY_LIMIT),
    ...template.cards.flatMap((card, index) => cardFields(card, `card_${index}_`)),
  ];
}

function loginCode(template: Template): TemplateField {
  const example = template.components.body.examples['1'];
  return field('code', 'Code', 'code', { limit: LOGIN_CODE_LIMIT, example });
}

function cardFields(card: TemplateParts, prefix: string): TemplateField[] {
  return [
    ...(card.header ? headerFields(card.header, prefix) : []),
    ...belowHeader(card, prefix, CARD_BODY_LIMIT),
  ];
}

function belowHeader(parts: TemplateParts, prefix: string, bodyLimit: number): TemplateField[] {
  const limit = bodyLimit - fixedLength(parts.body.text);
  return [
    ...placeholders(parts.body.text).map((name) =>
      field(`${prefix}${name}`, name, 'text', { limit, example: parts.body.examples[name] }),
    ),
    ...parts.buttons.flatMap((button, index) => buttonFields(button, `${prefix}button_${index}`)),
  ];
}
