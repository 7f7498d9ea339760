import type { TemplatePreview as PreviewView } from '@parley/core/gateway-api';
import {
  checkVariables,
  describeFault,
  fillTemplate,
  type HeaderPreview,
  type TemplateVariables,
} from '@parley/core/template';
import type { CataloguedTemplate } from './catalogue.ts';

/** The template as the customer will see it, and everything that is wrong with its variables. */
export function viewPreview(
  { definition }: CataloguedTemplate,
  variables: TemplateVariables,
  language: 'de' | 'en',
): PreviewView {
  const preview = fillTemplate(definition, variables);
  const check = checkVariables(definition, variables);
  return {
    header: preview.header ? headerText(preview.header) : null,
    body: preview.body,
    footer: preview.footer ?? null,
    buttons: preview.buttons.map(({ kind, text, url }) => ({ kind, text, url: url ?? null })),
    faults: check.ok
      ? []
      : check.faults.map((fault) => ({ key: fault.key, message: describeFault(fault, language) })),
  };
}

// Of a file the address is what can be shown as text.
function headerText(header: HeaderPreview): string | null {
  if (header.kind === 'text') return header.text;
  if (header.kind === 'location') return null;
  return header.link ?? (header.mediaId === undefined ? null : `media:${header.mediaId}`);
}
