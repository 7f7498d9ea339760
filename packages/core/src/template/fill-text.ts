import type { TemplateVariables } from './check-variables.ts';
import { replacePlaceholders } from './placeholder.ts';

/** A text with its values in place; a variable without one stays as `{{name}}`, so that the gap shows. */
export function fillText(text: string, variables: TemplateVariables, prefix = ''): string {
  return replacePlaceholders(text, (name) => givenValue(variables, `${prefix}${name}`));
}

/** The value of a variable; undefined where it is missing or blank. */
export function givenValue(variables: TemplateVariables, key: string): string | undefined {
  const value = Object.hasOwn(variables, key) ? variables[key] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
