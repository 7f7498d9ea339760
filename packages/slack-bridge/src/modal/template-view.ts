import type { Template } from '@parley/core/gateway-api';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { cut, plain, plainContext, plainSection } from '../card/blocks.ts';
import { whatsappRichText } from '../text/whatsapp-text.ts';
import type { Words } from '../words/words.ts';

/** The ids by which the form is read again. */
export const FORM = {
  callback: 'parley_template',
  block: 'template',
  choose: 'parley_choose_template',
  value: 'value',
} as const;

// Limits of Slack's: https://docs.slack.dev/reference/block-kit
const OPTIONS = 100;
const OPTION_TEXT = 75;
const OPTION_VALUE = 150;
const INPUT_LENGTH = 3000;
const PLACEHOLDER = 150;
const LABEL = 200;
/** Refused templates are named so that people see why one is missing; a wall of them helps nobody. */
const REFUSED_SHOWN = 8;

/** What the form is about: opaque ids alone, since Slack keeps and logs them. */
export type FormSubject = { readonly conversationId: string; readonly draftId?: string | undefined };

/** The modal before anything is known: it has to be open within three seconds of the press. */
export function loadingView(words: Words): ModalView {
  return sayingView(words.modal.loading, words);
}

/** A modal that says one thing. */
export function sayingView(text: string, words: Words): ModalView {
  return {
    type: 'modal',
    callback_id: FORM.callback,
    title: plain(words.modal.title),
    close: plain(words.modal.close),
    blocks: [plainSection(text)],
  };
}

/** The form: the allowed templates with why, the chosen one's text, and an input for each of its variables. */
export function templateView(
  form: {
    readonly subject: FormSubject;
    readonly templates: readonly Template[];
    readonly chosen: string | undefined;
    readonly draft: string | undefined;
  },
  words: Words,
): ModalView {
  const allowed = form.templates.filter(isAllowed);
  const offered = allowed
    .filter((template) => optionValue(template).length <= OPTION_VALUE)
    .slice(0, OPTIONS);
  const draft: KnownBlock[] = form.draft
    ? [plainContext(words.modal.draft), whatsappRichText(form.draft)]
    : [];
  const refused = refusedBlocks(
    form.templates.filter((template) => !isAllowed(template)),
    words,
  );
  if (offered.length === 0)
    return {
      ...sayingView(words.modal.none, words),
      blocks: [plainSection(words.modal.none), ...refused, ...draft],
    };
  const chosen =
    offered.find((template) => optionValue(template) === form.chosen) ??
    (offered.length === 1 ? offered[0] : undefined);
  const more = allowed.length - offered.length;
  return {
    type: 'modal',
    callback_id: FORM.callback,
    private_metadata: writeSubject(form.subject),
    title: plain(words.modal.title),
    submit: plain(words.modal.send),
    close: plain(words.modal.close),
    blocks: [
      ...draft,
      chooser(offered, chosen, words),
      ...(more > 0 ? [plainContext(words.modal.cut(more))] : []),
      ...(chosen ? chosenBlocks(chosen, words) : refused),
    ],
  };
}

function chooser(offered: readonly Template[], chosen: Template | undefined, words: Words): InputBlock {
  const options = offered.map((template) => optionOf(template, words));
  const initial = options.find((option) => chosen && option.value === optionValue(chosen));
  return {
    type: 'input',
    block_id: FORM.block,
    label: plain(words.modal.choose),
    dispatch_action: true,
    element: {
      type: 'static_select',
      action_id: FORM.choose,
      placeholder: plain(words.modal.placeholder),
      options,
      ...(initial ? { initial_option: initial } : {}),
    },
  };
}

function chosenBlocks(template: Template, words: Words): KnownBlock[] {
  const decision = template.decision ? [plainContext(template.decision.reason)] : [];
  const parts = [template.header?.text, template.body, template.footer].filter((part) => part);
  return [
    ...decision,
    plainContext(words.modal.preview),
    whatsappRichText(parts.join('\n\n')),
    ...template.fields.map((field) => inputFor(template, field, words)),
  ];
}

function inputFor(template: Template, field: Template['fields'][number], words: Words): InputBlock {
  const isText = field.kind === 'text';
  const example = field.example === null ? undefined : words.modal.example(field.example);
  const hint = isText ? example : words.modal.mediaHint;
  return {
    type: 'input',
    // With the template in it: values of one template never end up in another one's.
    block_id: variableBlock(optionValue(template), field.key),
    label: plain(cut(field.required ? field.label : `${field.label} (${words.modal.optional})`, LABEL)),
    optional: !field.required,
    ...(hint === undefined ? {} : { hint: plain(cut(hint, PLACEHOLDER)) }),
    element: {
      type: 'plain_text_input',
      action_id: FORM.value,
      max_length: Math.max(1, Math.min(field.limit ?? INPUT_LENGTH, INPUT_LENGTH)),
    },
  };
}

function refusedBlocks(refused: readonly Template[], words: Words): KnownBlock[] {
  if (refused.length === 0) return [];
  const lines = refused
    .slice(0, REFUSED_SHOWN)
    .map((template) => `${title(template)}: ${template.decision?.reason ?? ''}`);
  const more = refused.length - REFUSED_SHOWN;
  return [
    plainContext(
      [words.modal.refusedOnes, ...lines, ...(more > 0 ? [words.modal.cut(more)] : [])].join('\n'),
    ),
  ];
}

function isAllowed(template: Template): boolean {
  return template.decision?.verdict === 'send' || template.decision?.verdict === 'deferred';
}

function optionOf(template: Template, words: Words): PlainTextOption {
  return {
    text: plain(cut(title(template), OPTION_TEXT)),
    value: optionValue(template),
    description: plain(cut(template.decision?.reason ?? words.modal.allowed, OPTION_TEXT)),
  };
}

function title(template: Template): string {
  return `${template.name} (${template.language})`;
}

/** Language first: it holds no space, so the name can be read back whole. */
function optionValue(template: Pick<Template, 'name' | 'language'>): string {
  return `${template.language} ${template.name}`;
}

export function variableBlock(option: string, key: string): string {
  return `var_${option}_${key}`;
}

function writeSubject(subject: FormSubject): string {
  return `${subject.conversationId} ${subject.draftId ?? ''}`.trim();
}

/** What the form is about, from its private_metadata. */
export function readSubject(metadata: string): FormSubject {
  const [conversationId = '', draftId] = metadata.split(' ');
  return { conversationId, draftId };
}
