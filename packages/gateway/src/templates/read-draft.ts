import type { TemplateButton, TemplateDraft, TemplateHeader, TemplateParts } from '@parley/core/template';
import type { Call } from '../http/handler.ts';

type Body = Call<'createTemplate'>['body'] | Call<'editTemplate'>['body'];

/** The template that a request describes; how its variables are written is read from them where nobody says it. */
export function readDraft(body: Body, name: string, language: string): TemplateDraft {
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
    category: body.category,
    parameterFormat: body.parameterFormat ?? formatOf([components, ...cards]),
    components,
    cards,
    ...(offer ? { offer } : {}),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
  };
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
  return texts.some((text) => /\{\{\s*[A-Za-z_]/.test(text)) ? 'named' : 'positional';
}
