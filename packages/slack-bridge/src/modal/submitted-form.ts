import type { Problem } from '@parley/core/gateway-api';
import { FORM, variableBlock } from './template-view.ts';

/** The state of a submitted view, as Slack sends it. */
export type ViewValues = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        { readonly value?: string | null; readonly selected_option?: { readonly value: string } | null }
      >
    >
  >
>;

export type SubmittedForm = {
  readonly option: string;
  readonly name: string;
  readonly language: string;
  readonly variables: Readonly<Record<string, string>>;
};

/** Reads a submitted form; undefined when no template was chosen. Inputs of other templates are left out. */
export function readForm(values: ViewValues): SubmittedForm | undefined {
  const option = values[FORM.block]?.[FORM.choose]?.selected_option?.value;
  if (!option) return undefined;
  const at = option.indexOf(' ');
  const prefix = variableBlock(option, '');
  const variables: Record<string, string> = {};
  for (const [block, state] of Object.entries(values)) {
    const value = state[FORM.value]?.value?.trim();
    if (block.startsWith(prefix) && value) variables[block.slice(prefix.length)] = value;
  }
  return { option, language: option.slice(0, at), name: option.slice(at + 1), variables };
}

/** The faults of a refused form by block: at the variable where one is named, else at the template. */
export function formErrors(
  problem: Problem,
  form: SubmittedForm,
  shown: readonly string[],
): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of problem.errors ?? []) {
    const key = /(?:^|\.)variables\.(.+)$/.exec(path)?.[1];
    const block = key === undefined ? undefined : variableBlock(form.option, key);
    if (block !== undefined && shown.includes(block)) errors[block] = message;
  }
  if (Object.keys(errors).length > 0) return errors;
  const reason = problem.decision?.reason ?? problem.reason ?? problem.detail;
  const remedy = problem.decision?.remedy ?? problem.remedy;
  return { [FORM.block]: [reason, remedy].filter((part) => part).join(' ') };
}
