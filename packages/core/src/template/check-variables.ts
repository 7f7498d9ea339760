import { hostOf } from '../message/file-link.ts';
import { type VariableProblem, valueProblems } from './check-value.ts';
import type { TemplateField } from './field.ts';
import { fields } from './fields.ts';
import { BODY_LIMIT, CARD_BODY_LIMIT } from './limits.ts';
import { countCharacters, placeholders, replacePlaceholders } from './placeholder.ts';
import type { Template, TemplateParts } from './template.ts';

/** The values of a template's variables, by field key. */
export type TemplateVariables = Readonly<Record<string, string>>;

/** One fault: which variable, what is wrong, and the limit that it breaks. */
export type VariableFault = {
  readonly key: string;
  readonly problem: VariableProblem;
  /** Characters at most, with `too_long`. */
  readonly limit?: number;
  /** The host that nobody has allowed, with `private_host`. */
  readonly host?: string;
  /** The keys that the template does have, with `unknown`. */
  readonly known?: readonly string[];
};

/** Whether the values fill the template, else every fault. */
export type VariableCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly faults: readonly VariableFault[] };

/**
 * Checks the values as Meta would, before anything is sent: all faults at once, in the order of the form.
 * `allowedHosts` are the private hosts that links to files may name.
 */
export function checkVariables(
  template: Template,
  variables: TemplateVariables,
  allowedHosts: readonly string[] = [],
): VariableCheck {
  const known = fields(template);
  const faults = [
    ...template.unsupported.map((key): VariableFault => ({ key, problem: 'unsupported' })),
    ...known.flatMap((field) => fieldFaults(template, field, variables, allowedHosts)),
    ...unknownFaults(known, variables),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const tooLong = filledBodyFaults(template, variables);
  return tooLong.length > 0 ? { ok: false, faults: tooLong } : { ok: true };
}

function fieldFaults(
  template: Template,
  field: TemplateField,
  variables: TemplateVariables,
  allowedHosts: readonly string[],
): VariableFault[] {
  const { key } = field;
  const value: unknown = Object.hasOwn(variables, key) ? variables[key] : undefined;
  if (value === undefined || value === null) return field.required ? [{ key, problem: 'missing' }] : [];
  if (typeof value !== 'string') return [{ key, problem: 'not_text' }];
  // An optional field that a form left blank is a field not given.
  if (value.trim() === '') return field.required ? [{ key, problem: 'empty' }] : [];
  const problems = valueProblems(field.kind, value, allowedHosts);
  if (field.key === 'code' && !isLoginCode(value)) problems.push('not_a_code');
  if (field.kind === 'url' && repeatsButtonAddress(template, key, value)) problems.push('whole_url');
  const faults = problems.map(
    (problem): VariableFault =>
      problem === 'private_host' ? { key, problem, host: hostOf(value) } : { key, problem },
  );
  if (field.limit !== undefined && countCharacters(value) > field.limit) {
    faults.push({ key, problem: 'too_long', limit: Math.max(field.limit, 0) });
  }
  return faults;
}

// Meta: no URL, media or emoji in a one-time code.
function isLoginCode(value: string): boolean {
  return /^[\x20-\x7e]+$/.test(value.replace(/[\r\n\t]/g, '')) && !/:\/\//.test(value);
}

// Only what follows the button's fixed address is sent; a whole address pasted here would lead nowhere.
function repeatsButtonAddress(template: Template, key: string, value: string): boolean {
  const match = /^(?:card_(\d+)_)?button_(\d+)_url$/.exec(key);
  const parts = match?.[1] === undefined ? template.components : template.cards[Number(match[1])];
  const button = parts?.buttons[Number(match?.[2])];
  const fixed = button?.kind === 'url' ? button.url.slice(0, Math.max(button.url.indexOf('{{'), 0)) : '';
  return fixed !== '' && value.toLowerCase().startsWith(fixed.toLowerCase());
}

function unknownFaults(known: readonly TemplateField[], variables: TemplateVariables): VariableFault[] {
  const keys = known.map((field) => field.key);
  return Object.keys(variables)
    .filter((key) => !keys.includes(key))
    .map((key) => ({ key, problem: 'unknown', known: keys }));
}

// Each value may fit alone and all together not (132005); the last one is named, with what is left for it.
function filledBodyFaults(template: Template, variables: TemplateVariables): VariableFault[] {
  if (template.category === 'authentication') return [];
  const bodies: [TemplateParts, string, number][] = [
    [template.components, '', BODY_LIMIT],
    ...template.cards.map((card, index): [TemplateParts, string, number] => [
      card,
      `card_${index}_`,
      CARD_BODY_LIMIT,
    ]),
  ];
  return bodies.flatMap(([parts, prefix, limit]) => {
    const length = countCharacters(
      replacePlaceholders(parts.body.text, (name) => variables[`${prefix}${name}`]),
    );
    const last = placeholders(parts.body.text).at(-1);
    if (length <= limit || last === undefined) return [];
    const key = `${prefix}${last}`;
    const left = countCharacters(variables[key] ?? '') - (length - limit);
    return [{ key, problem: 'too_long', limit: Math.max(left, 0) }];
  });
}
