import type { Fault } from '@parley/core/gateway-api';
import type * as z from 'zod';
import { faultsOf } from './faults.ts';
import { checkText } from './read-json.ts';

type Language = 'de' | 'en';

/** The value as the schema makes it, or its faults added to `faults`. */
export function validate(
  schema: z.ZodType | undefined,
  value: unknown,
  root: 'body' | 'query',
  language: Language,
  faults: Fault[],
): unknown {
  if (!schema) {
    faults.push(...unexpected(value, language));
    return undefined;
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  faults.push(...faultsOf(result.error.issues, language, root));
  return undefined;
}

/** The query parameters by name; one that is given twice is a fault, since nobody can say which was meant. */
export function readQuery(url: string, language: Language, faults: Fault[]): Record<string, string> {
  const start = url.indexOf('?');
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  if (start < 0) return query;
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    checkText(name, name);
    checkText(value, name);
    if (name in query)
      faults.push({
        path: name,
        message:
          language === 'de'
            ? 'ist mehrfach angegeben; geben Sie es einmal an'
            : 'is given more than once; give it once',
      });
    query[name] = value;
  }
  // A plain prototype again: names that Object has are values like any other here.
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(query));
}

function unexpected(value: unknown, language: Language): Fault[] {
  if (value === undefined || value === null) return [];
  const keys = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : ['body'];
  const message =
    language === 'de' ? 'wird hier nicht erwartet; entfernen Sie es' : 'is not expected here; remove it';
  return keys.map((path) => ({ path, message }));
}
