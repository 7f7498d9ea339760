import { templateFromGraph } from '@parley/core/cloud-api';
import type { TemplateButton, TemplateDraft, TemplateHeader, TemplateParts } from '@parley/core/template';
import { type ApiProblem, invalidField } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';

type Body = Call<'createTemplate'>['body'] | Call<'editTemplate'>['body'];

/** The template that a request describes; how its variables are written is read from them where nobody says it. */
export function readDraft(body: Body, name: string, language: string): TemplateDraft {
  if (body.components) return readGraphDraft(body, body.components, name, language);
  const { footer, offer, ttlSeconds } = body;
  const components: TemplateParts = {
    ...partsOf(body),
    ...(footer
      ? {
          footer: {
            text: footer.text,
            ...(footer.codeExpirationMinutes === undefined
              ? {}
              : { codeExpirationMinutes: footer.codeExpirationMinutes }),
          },
        }
      : {}),
  };
  const cards = body.cards.map(partsOf);
  return {
    name,
    language,
    category: categoryOf(body),
    parameterFormat: body.parameterFormat ?? formatOf([components, ...cards]),
    components,
    cards,
    ...(offer ? { offer } : {}),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
}

// As Meta's own documents write it.
function readGraphDraft(
  body: Body,
  components: readonly Readonly<Record<string, unknown>>[],
  name: string,
  language: string,
): TemplateDraft {
  const format = body.parameterFormat;
  const texts = JSON.stringify(components);
  const template = templateFromGraph({
    id: 'new',
    name,
    language,
    category: body.category,
    parameter_format: format ?? (isNamed(texts) ? 'named' : 'positional'),
    components,
  });
  const [unread] = template?.unsupported ?? ['unreadable'];
  if (!template || unread !== undefined) throw notRead(unread ?? 'unreadable');
  return { ...template, ...(body.ttlSeconds === undefined ? {} : { ttlSeconds: body.ttlSeconds }) };
}

function notRead(part: string): ApiProblem {
  return invalidField('components', {
    en: `have a part that Parley does not know or cannot read (${part})`,
    de: `enthält einen Teil, den Parley nicht kennt oder nicht lesen kann (${part})`,
  });
}

function categoryOf({ category }: Body): TemplateDraft['category'] {
  return category.toLowerCase() as TemplateDraft['category'];
}

type Parts = Pick<Body, 'header' | 'buttons'> & { readonly body?: Body['body'] };

function partsOf({ header, body, buttons }: Parts): TemplateParts {
  return {
    ...(header ? { header: header as TemplateHeader } : {}),
    body: {
      text: body?.text ?? '',
      examples: body?.examples ?? {},
      ...(body?.securityRecommendation === true ? { securityRecommendation: true } : {}),
    },
    // The schema allows what the type does, but for fields that are there and undefined.
    buttons: buttons as readonly TemplateButton[],
  };
}

function formatOf(parts: readonly TemplateParts[]): TemplateDraft['parameterFormat'] {
  const texts = parts.flatMap(({ header, body }) => [
    body.text,
    header?.format === 'text' ? header.text : '',
  ]);
  return texts.some(isNamed) ? 'named' : 'positional';
}

function isNamed(text: string): boolean {
  return /\{\{\s*[A-Za-z_]/.test(text);
}
