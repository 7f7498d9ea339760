import type { MetaError } from '../meta-error.ts';
import { present } from './reading.ts';
import { amount, type Fields, part, parts, word } from './side-facts.ts';

/** One of Meta's errors; one without a code says nothing that can be acted on, and is left out. */
export function errorsIn(from: Fields, name: string): readonly MetaError[] {
  return parts(from, name).flatMap((item) => errorOf(item) ?? []);
}

/** An error by its code and `error_data.details`; the title repeats itself in `message`. */
export function errorOf(item: Fields): MetaError | undefined {
  const code = amount(item, 'code');
  if (code === undefined || !Number.isInteger(code)) return undefined;
  return present({
    code,
    title: word(item, 'title') ?? word(item, 'message'),
    details: word(part(item, 'error_data'), 'details'),
    href: word(item, 'href'),
  });
}
