import type { TemplateContent } from '../../message/content.ts';
import type { InboundContent } from '../../message/received-content.ts';
import { contentOf } from './content.ts';
import { asObject } from './reading.ts';
import { amount, type Fields, part, parts, word } from './side-facts.ts';

/** What a message of the business says that was not sent here: as a customer's, or a template. */
export type SentContent = InboundContent | TemplateContent;

/** What an echo or a past message of the business says; a template in the form in which it was sent. */
export function sentContentOf(type: string, raw: unknown): SentContent {
  const template = type === 'template' ? templateOf(part(asObject(raw) ?? {}, 'template')) : undefined;
  return template ?? contentOf(type, raw);
}

function templateOf(item: Fields): TemplateContent | undefined {
  const name = word(item, 'name');
  const language = word(part(item, 'language'), 'code') ?? word(item, 'language');
  if (name === undefined || language === undefined) return undefined;
  const variables = Object.fromEntries(variablesOf(parts(item, 'components'), ''));
  return { type: 'template', name, language, variables };
}

type Variable = readonly [key: string, value: string];

function variablesOf(components: readonly Fields[], prefix: string): Variable[] {
  return components.flatMap((component): Variable[] => {
    const parameters = parametersOf(component);
    switch (word(component, 'type')?.toLowerCase()) {
      case 'header':
        return parameters.flatMap((parameter, index) =>
          headerVariables(parameter, index, `${prefix}header_`),
        );
      case 'body':
        return parameters.flatMap((parameter, index) => textVariable(parameter, index, prefix));
      case 'button':
        return parameters.flatMap((parameter) =>
          buttonVariable(component, parameter, `${prefix}button_${amount(component, 'index') ?? 0}_`),
        );
      case 'carousel':
        return parts(component, 'cards').flatMap((card, index) =>
          variablesOf(parts(card, 'components'), `card_${amount(card, 'card_index') ?? index}_`),
        );
      default:
        return [];
    }
  });
}

// By their place: an odd one among them must not move the others.
function parametersOf({ parameters }: Fields): readonly Fields[] {
  return Array.isArray(parameters) ? parameters.map((parameter) => asObject(parameter) ?? {}) : [];
}

function headerVariables(parameter: Fields, index: number, prefix: string): Variable[] {
  const kind = word(parameter, 'type')?.toLowerCase() ?? '';
  if (!['image', 'video', 'document'].includes(kind)) return textVariable(parameter, index, prefix);
  const file = part(parameter, kind);
  const id = word(file, 'id');
  return [
    ...variable(`${prefix}${kind}`, word(file, 'link') ?? (id === undefined ? undefined : `media:${id}`)),
    ...variable(`${prefix}document_filename`, kind === 'document' ? word(file, 'filename') : undefined),
  ];
}

// Named parameters carry their name; the others are counted from 1.
function textVariable(parameter: Fields, index: number, prefix: string): Variable[] {
  return variable(`${prefix}${word(parameter, 'parameter_name') ?? index + 1}`, shownValue(parameter));
}

// Prices and dates of older tools: the Cloud API shows the words that came with them, whatever the customer's language.
function shownValue(parameter: Fields): string | undefined {
  return (
    word(parameter, 'text') ??
    word(part(parameter, 'currency'), 'fallback_value') ??
    word(part(parameter, 'date_time'), 'fallback_value')
  );
}

function buttonVariable(component: Fields, parameter: Fields, prefix: string): Variable[] {
  switch (word(component, 'sub_type')?.toLowerCase()) {
    case 'url':
      return variable(`${prefix}url`, word(parameter, 'text'));
    case 'copy_code':
      return variable(`${prefix}code`, word(parameter, 'coupon_code'));
    case 'quick_reply':
    case 'voice_call':
      return variable(`${prefix}payload`, word(parameter, 'payload'));
    default:
      return [];
  }
}

function variable(key: string, value: string | undefined): Variable[] {
  return value === undefined ? [] : [[key, value]];
}
