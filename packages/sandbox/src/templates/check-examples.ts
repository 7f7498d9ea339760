import { isFields } from '../shape/shape.ts';
import { placeholdersOf } from './placeholders.ts';
import type { TemplateComponent } from './template.ts';
import { templateError } from './template-error.ts';

type Format = 'POSITIONAL' | 'NAMED';

const MEDIA = ['IMAGE', 'VIDEO', 'GIF', 'DOCUMENT'];

/** Refuses a text whose variables do not each have an example. */
export function checkTextExamples(component: TemplateComponent, format: Format, part: 'body' | 'header') {
  const keys = placeholdersOf(component.text ?? '');
  if (keys.length === 0) return;
  const example: Record<string, unknown> = component.example ?? {};
  const isComplete =
    format === 'NAMED'
      ? keys.every((key) => namesIn(example[`${part}_text_named_params`]).includes(key))
      : valuesIn(example[`${part}_text`]).length === keys.length;
  if (isComplete) return;
  const where = `${part}_text${format === 'NAMED' ? '_named_params' : ''}`;
  throw templateError(
    part,
    'Example is missing',
    `The ${part} has ${keys.length} variables, so example.${where} needs as many examples.`,
  );
}

/** Refuses a header with a file that names no uploaded sample. */
export function checkMediaExample({ example }: TemplateComponent, kind: string): void {
  if (!MEDIA.includes(kind)) return;
  const handles = example?.header_handle;
  if (Array.isArray(handles) && handles.length > 0 && handles.every(isFilled)) return;
  const message = `A header with a ${kind.toLowerCase()} needs an example in example.header_handle.`;
  throw templateError('header', 'Example is missing', message);
}

const isFilled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/** The names that have an example. */
const namesIn = (params: unknown): unknown[] =>
  Array.isArray(params)
    ? params.filter((one) => isFields(one) && isFilled(one.example)).map((one) => one.param_name)
    : [];

/** The examples of the first set; the body's are a list of sets, the header's one set. */
function valuesIn(values: unknown): unknown[] {
  if (!Array.isArray(values)) return [];
  const set: unknown = Array.isArray(values[0]) ? values[0] : values;
  return Array.isArray(set) ? set.filter(isFilled) : [];
}
