import { authenticationText } from './authentication-text.ts';
import { labelOf } from './button-words.ts';
import type { TemplateVariables } from './check-variables.ts';
import { OFFER_KEY } from './fields.ts';
import { fillText, givenValue } from './fill-text.ts';
import { readMediaValue } from './media-value.ts';
import { placeholders, replacePlaceholders } from './placeholder.ts';
import type { Template, TemplateButton, TemplateHeader, TemplateOffer, TemplateParts } from './template.ts';

/** What stands above the body: text, or a file by its address or by the id of an uploaded one. */
export type HeaderPreview =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image' | 'video' | 'document';
      readonly link?: string;
      readonly mediaId?: string;
      readonly filename?: string;
    }
  | {
      readonly kind: 'location';
      readonly latitude?: string;
      readonly longitude?: string;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly kind: 'product'; readonly productId?: string };

export type ButtonPreview = {
  readonly kind: TemplateButton['kind'];
  readonly text: string;
  /** Where a `url` button leads, with its variable filled in. */
  readonly url?: string;
  /** What a tap copies. */
  readonly code?: string;
  readonly phoneNumber?: string;
};

/** A template or one card of its carousel as the customer will see it. */
export type PartsPreview = {
  readonly header?: HeaderPreview;
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly ButtonPreview[];
};

export type OfferPreview = { readonly text: string; readonly expiresAt?: string };

export type TemplatePreview = PartsPreview & {
  readonly offer?: OfferPreview;
  readonly cards?: readonly PartsPreview[];
};

/** The template as the customer will see it. A variable without a value stays as `{{name}}`, so that it is seen. */
export function fillTemplate(template: Template, variables: TemplateVariables): TemplatePreview {
  if (template.category === 'authentication') return fillAuthentication(template, variables);
  const { components, offer, language } = template;
  const cards = template.cards.map((card, index) => fillParts(card, `card_${index}_`, variables, language));
  return {
    ...fillParts(components, '', variables, language),
    ...(offer ? { offer: fillOffer(offer, variables) } : {}),
    ...(cards.length > 0 ? { cards } : {}),
  };
}

function fillOffer({ text, expires }: TemplateOffer, variables: TemplateVariables): OfferPreview {
  const expiresAt = expires ? givenValue(variables, OFFER_KEY) : undefined;
  return { text, ...(expiresAt === undefined ? {} : { expiresAt }) };
}

function fillParts(
  parts: TemplateParts,
  prefix: string,
  variables: TemplateVariables,
  language: string,
): PartsPreview {
  return {
    ...(parts.header ? { header: fillHeader(parts.header, prefix, variables) } : {}),
    body: fillText(parts.body.text, variables, prefix),
    ...(parts.footer ? { footer: parts.footer.text } : {}),
    buttons: parts.buttons.map((button, index) =>
      fillButton(button, `${prefix}button_${index}`, variables, language),
    ),
  };
}

function fillHeader(header: TemplateHeader, prefix: string, variables: TemplateVariables): HeaderPreview {
  switch (header.format) {
    case 'text':
      return { kind: 'text', text: fillText(header.text, variables, `${prefix}header_`) };
    case 'image':
    case 'video':
    case 'document': {
      const value = givenValue(variables, `${prefix}header_${header.format}`);
      const filename =
        header.format === 'document' ? givenValue(variables, `${prefix}header_document_filename`) : undefined;
      return {
        kind: header.format,
        ...(value === undefined ? {} : readMediaValue(value)),
        ...(filename === undefined ? {} : { filename }),
      };
    }
    case 'location':
      return {
        kind: 'location',
        ...givenOf(variables, `${prefix}header_location_`, ['latitude', 'longitude', 'name', 'address']),
      };
    case 'product': {
      const productId = givenValue(variables, `${prefix}header_product`);
      return { kind: 'product', ...(productId === undefined ? {} : { productId }) };
    }
  }
}

function fillButton(
  button: TemplateButton,
  key: string,
  variables: TemplateVariables,
  language: string,
): ButtonPreview {
  const shown = { kind: button.kind, text: labelOf(button, language) };
  if (button.kind === 'url')
    return { ...shown, url: replacePlaceholders(button.url, () => givenValue(variables, `${key}_url`)) };
  if (button.kind === 'phone_number') return { ...shown, phoneNumber: button.phoneNumber };
  const code = button.kind === 'copy_code' ? givenValue(variables, `${key}_code`) : undefined;
  return { ...shown, ...(code === undefined ? {} : { code }) };
}

function fillAuthentication(template: Template, variables: TemplateVariables): TemplatePreview {
  const { body, footer, buttons } = template.components;
  const words = authenticationText(template.language);
  const known = placeholders(body.text).length > 0;
  const sentence = replacePlaceholders(known ? body.text : words.body, () => givenValue(variables, 'code'));
  // Meta's own text may hold the recommendation already: then it goes on after the sentence with the code.
  const complete = known && /[.!?。]\s+\S/.test(body.text);
  const recommended = body.securityRecommendation === true && !complete;
  const minutes = footer?.codeExpirationMinutes;
  const expiry = footer?.text || (minutes === undefined ? '' : words.expiry(minutes));
  return {
    body: recommended ? `${sentence} ${words.recommendation}` : sentence,
    ...(expiry === '' ? {} : { footer: expiry }),
    buttons: buttons.map((button) => ({ kind: button.kind, text: labelOf(button, template.language) })),
  };
}

function givenOf<Name extends string>(
  variables: TemplateVariables,
  prefix: string,
  names: readonly Name[],
): { readonly [Key in Name]?: string } {
  const pairs = names.map((name) => [name, givenValue(variables, `${prefix}${name}`)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as { [Key in Name]?: string };
}
