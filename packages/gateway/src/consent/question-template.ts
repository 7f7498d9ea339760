import { CONSENT_ANSWERS } from '@parley/core/consent';
import type { TemplateContent } from '@parley/core/message';
import { fields, type Template } from '@parley/core/template';
import type { Tx } from '../store/index.ts';
import { type CataloguedTemplate, listTemplates } from '../templates/catalogue.ts';
import { isSameLanguage } from './spoken-language.ts';

type Variables = Readonly<Record<string, string>>;

/** The template that a person has set aside for asking, in that language; the one that can go best when there are several. */
export async function findQuestionTemplate(
  tx: Tx,
  accountId: string,
  language: string,
  variables: Variables,
): Promise<Template | undefined> {
  const templates = await listTemplates(tx, { accountId });
  return templates
    .filter(
      ({ definition, policy }) => policy.consentRequest && isSameLanguage(definition.language, language),
    )
    .toSorted((one, other) => rank(one, language, variables) - rank(other, language, variables))[0]
    ?.definition;
}

/** The template as a message; its quick replies carry our payloads, so that a tap is understood whatever it says. */
export function questionContent(template: Template, variables: Variables): TemplateContent {
  const answers = template.components.buttons.flatMap((button, index) => {
    const payload = button.kind === 'quick_reply' ? answerOn(button.text) : undefined;
    return payload === undefined ? [] : [[`button_${index}_payload`, payload]];
  });
  return {
    type: 'template',
    name: template.name,
    language: template.language,
    variables: { ...variables, ...Object.fromEntries(answers) },
  };
}

function rank({ definition }: CataloguedTemplate, language: string, variables: Variables): number {
  const lacking = fields(definition).some((field) => field.required && variables[field.key] === undefined);
  return (
    (definition.status === 'APPROVED' ? 0 : 4) +
    (lacking ? 2 : 0) +
    (definition.language === language ? 0 : 1)
  );
}

function answerOn(label: string): string | undefined {
  const [word] = label.toLowerCase().match(/\p{L}+/u) ?? [];
  if (word === 'ja' || word === 'yes') return CONSENT_ANSWERS.yes;
  return word === 'nein' || word === 'no' ? CONSENT_ANSWERS.no : undefined;
}
