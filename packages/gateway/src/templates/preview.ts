import type { TemplatePreview as PreviewView } from '@parley/core/gateway-api';
import {
  checkVariables,
  describeFault,
  fillTemplate,
  type HeaderPreview,
  type PartsPreview,
  type TemplateVariables,
} from '@parley/core/template';
import type { CataloguedTemplate } from './catalogue.ts';

/** The template as the customer will see it, and everything that is wrong with its variables. */
export function viewPreview(
  { definition }: CataloguedTemplate,
  variables: TemplateVariables,
  allowedHosts: readonly string[],
  language: 'de' | 'en',
): PreviewView {
  const preview = fillTemplate(definition, variables);
  const check = checkVariables(definition, variables, allowedHosts);
  const { offer, cards = [] } = preview;
  return {
    ...viewParts(preview),
    footer: preview.footer ?? null,
    offer: offer ? { text: offer.text, expiresAt: offer.expiresAt ?? null } : null,
    cards: cards.map(viewParts),
    faults: check.ok
      ? []
      : check.faults.map((fault) => ({ key: fault.key, message: describeFault(fault, language) })),
  };
}

function viewParts({ header, body, buttons }: PartsPreview): PreviewView['cards'][number] {
  return {
    header: header ? headerText(header) : null,
    body,
    buttons: buttons.map(({ kind, text, url, code }) => ({
      kind,
      text,
      url: url ?? null,
      code: code ?? null,
    })),
  };
}

// What can be shown as text: of a file the address, of a place its name, else where it is.
function headerText(header: HeaderPreview): string | null {
  switch (header.kind) {
    case 'text':
      return header.text;
    case 'location': {
      const named = [header.name, header.address].filter((text) => text !== undefined).join(', ');
      const { latitude, longitude } = header;
      const place = latitude === undefined || longitude === undefined ? null : `${latitude}, ${longitude}`;
      return named === '' ? place : named;
    }
    case 'product':
      return header.productId ?? null;
    case 'image':
    case 'video':
    case 'document':
      return header.link ?? (header.mediaId === undefined ? null : `media:${header.mediaId}`);
  }
}
