import { invalidField } from '../http/api-problem.ts';

/** As the tool names of `sentBy` and new links: they meet in one column. */
const TOOL_NAME = /^[a-z0-9][a-z0-9_.-]{0,49}$/;

/** The tool that the path names; 422 when no tool can be called so. */
export function readTool(params: Readonly<Record<string, string>>): string {
  const tool = params.tool ?? '';
  if (!TOOL_NAME.test(tool))
    throw invalidField('tool', {
      en: 'must be 1 to 50 lower-case letters, digits, dots, dashes or underscores',
      de: 'muss aus 1 bis 50 Kleinbuchstaben, Ziffern, Punkten, Binde- oder Unterstrichen bestehen',
    });
  return tool;
}
