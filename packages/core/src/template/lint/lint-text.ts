import { countCharacters } from '../placeholder.ts';
import type { Examples, ParameterFormat } from '../template.ts';
import { fault, type LintFinding, warning } from './finding.ts';

/** Meta keeps its ratio secret (2388293); people report refusals below about three words for each variable. */
const WORDS_PER_VARIABLE = 3;

const variable = /\{\{([^{}]*)\}\}/g;

type TextRules = {
  readonly limit: number;
  readonly format: ParameterFormat;
  readonly examples: Examples;
  /** Bodies must not begin or end with a variable (2388299), and need words around them. */
  readonly isBody: boolean;
};

/** The names between double braces, as they are written. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(variable)].map((match) => (match[1] ?? '').trim());
}

/** Everything that is wrong with a text that may have variables; `path` names its component. */
export function lintText(path: string, text: string, rules: TextRules): LintFinding[] {
  const at = `${path}.text`;
  if (text.trim() === '') return [fault(at, 'TEXT_MISSING')];
  const { limit, isBody } = rules;
  return [
    ...(countCharacters(text) > limit ? [fault(at, 'TEXT_TOO_LONG', { bound: limit })] : []),
    ...braces(at, text),
    ...names(at, text, rules.format),
    ...(isBody ? places(at, text) : []),
    ...(/\}\}\s*\{\{/.test(text) ? [fault(at, 'VARIABLES_ADJACENT')] : []),
    ...missingExamples(path, text, rules.examples),
  ];
}

/** Meta: a template that has braces left over is malformed, as is a variable without a name. */
export function braces(path: string, text: string): LintFinding[] {
  const rest = text.replace(variable, '');
  const isOdd = rest.includes('{{') || rest.includes('}}');
  return isOdd || variablesOf(text).includes('') ? [fault(path, 'BRACES')] : [];
}

function names(path: string, text: string, format: ParameterFormat): LintFinding[] {
  const used = [...new Set(variablesOf(text))].filter((name) => name !== '');
  const isNumber = (name: string) => /^[1-9]\d*$/.test(name);
  if (format === 'named') {
    const odd = used.find((name) => !/^[a-z][a-z0-9_]*$/.test(name));
    return odd === undefined ? [] : [fault(path, 'VARIABLE_NAME', { found: odd })];
  }
  const odd = used.find((name) => !isNumber(name));
  if (odd !== undefined) return [fault(path, 'VARIABLE_NAME', { found: odd })];
  const numbers = used.map(Number).sort((one, other) => one - other);
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  return gap < 0 ? [] : [fault(path, 'VARIABLE_ORDER', { found: `{{${numbers[gap]}}}` })];
}

function places(path: string, text: string): LintFinding[] {
  const count = variablesOf(text).length;
  if (count === 0) return [];
  const words = text.replace(variable, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return [
    ...(/^\s*\{\{|\}\}\s*$/.test(text) ? [fault(path, 'VARIABLE_AT_EDGE')] : []),
    ...(words < count * WORDS_PER_VARIABLE ? [warning(path, 'VARIABLES_DENSE', { bound: count })] : []),
  ];
}

function missingExamples(path: string, text: string, examples: Examples): LintFinding[] {
  const without = [...new Set(variablesOf(text))].filter(
    (name) => name !== '' && (examples[name] ?? '').trim() === '',
  );
  return without.map((name) =>
    fault(`${path}.examples.${name}`, 'EXAMPLE_MISSING', { found: `{{${name}}}` }),
  );
}
