import type { Template as TemplateView } from '@parley/core/gateway-api';
import { fields, type TemplateButton, type TemplateHeader } from '@parley/core/template';
import type { CataloguedTemplate } from './catalogue.ts';

/** A template as the API and the events show it, with the fields that a form asks for. */
export function viewTemplate({ accountId, definition, policy }: CataloguedTemplate): TemplateView {
  const { components } = definition;
  return {
    id: definition.id,
    accountId,
    name: definition.name,
    language: definition.language,
    category: definition.category,
    status: definition.status,
    quality: definition.quality ?? null,
    rejectedReason: definition.rejectedReason ?? null,
    header: components.header ? viewHeader(components.header) : null,
    offer: definition.offer ?? null,
    body: components.body.text,
    footer: components.footer?.text || null,
    buttons: components.buttons.map(viewButton),
    cards: definition.cards.map((card) => ({
      header: card.header ? viewHeader(card.header) : null,
      body: card.body.text,
      buttons: card.buttons.map(viewButton),
    })),
    fields: fields(definition).map((field) => ({
      ...field,
      limit: field.limit ?? null,
      example: field.example ?? null,
    })),
    policy,
  };
}

function viewHeader(header: TemplateHeader): NonNullable<TemplateView['header']> {
  return { kind: header.format, text: header.format === 'text' ? header.text : null };
}

function viewButton(button: TemplateButton): TemplateView['buttons'][number] {
  return { kind: button.kind, text: button.text, url: button.kind === 'url' ? button.url : null };
}
