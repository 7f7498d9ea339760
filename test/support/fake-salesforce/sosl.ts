import { ApiError } from './api-error.ts';
import type { ObjectSchema } from './field.ts';
import type { Records, StoredRecord } from './records.ts';
import { checkCondition, matches, type ShownRecord, show } from './select.ts';
import { parseCondition } from './soql.ts';

/** An org answers a search with at most this many rows. */
const MAX_ROWS = 2000;

/**
 * `FIND {a OR "b c"} IN PHONE FIELDS RETURNING Contact(Id, Phone WHERE ...), Lead(...)`. Words are split at
 * everything that is neither letter nor digit, and a term fits only whole words: a number written with spaces
 * is not found by its digits in one piece, exactly the trap an integration has to survive.
 */
export function search(records: Records, source: string, base: string): ShownRecord[] {
  const match =
    /^\s*FIND\s*\{((?:[^{}\\]|\\.)*)\}\s*IN\s+(PHONE|NAME|ALL)\s+FIELDS\s+RETURNING\s+(.+)$/is.exec(source);
  if (!match) throw malformed('unexpected token');
  const [, terms = '', scope = '', returning = ''] = match;
  const wanted = parseTerms(terms);
  const found: ShownRecord[] = [];
  for (const part of splitReturning(returning)) {
    const object = records.schema.get(part.object.toLowerCase());
    if (!object) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${part.object}' is not supported.`);
    const where = part.where ? parseCondition(part.where) : null;
    if (where) checkCondition(records, object, where);
    for (const record of records.all(object)) {
      if (
        !wanted.some((phrase) =>
          searchedFields(object, scope, record).some((text) => hasPhrase(text, phrase)),
        )
      )
        continue;
      if (where && !matches(records, object, where, record)) continue;
      found.push(show(records, object, record, part.fields, base));
    }
  }
  return found.slice(0, MAX_ROWS);
}

function parseTerms(source: string): string[][] {
  const phrases: string[][] = [];
  for (const raw of source.split(/\s+OR\s+/)) {
    const term = raw.trim();
    const bare = /^"(.*)"$/s.exec(term)?.[1] ?? term;
    // Outside quotes every reserved character has to be escaped.
    const plain = bare === term ? term.replace(/\\./g, ' ') : '';
    if (/[?&|!{}[\]()^~*:"'+-]/.test(plain)) throw malformed(`unexpected token: ${term}`);
    const phrase = words(bare.replace(/\\(.)/g, '$1'));
    if (phrase.join('').length < 2) throw malformed('search term must be longer than one character');
    phrases.push(phrase);
  }
  return phrases;
}

function splitReturning(source: string): { object: string; fields: string[]; where: string | null }[] {
  const parts = [];
  let rest = source.trim();
  while (rest !== '') {
    const match = /^([A-Za-z_]\w*)\s*\(([^()]*)\)\s*(?:,\s*|$)/.exec(rest);
    if (!match) throw malformed(`unexpected token: ${rest.slice(0, 20)}`);
    const [whole, object = '', inside = ''] = match;
    const [, list = '', where = null] = /^(.*?)(?:\s+WHERE\s+(.+))?$/is.exec(inside.trim()) ?? [];
    parts.push({ object, fields: list.split(',').map((name) => name.trim()), where });
    rest = rest.slice(whole.length).trim();
  }
  return parts;
}

function searchedFields(object: ObjectSchema, scope: string, record: StoredRecord): string[] {
  return [...object.fields.values()]
    .filter((field) => {
      if (scope.toUpperCase() === 'PHONE') return field.type === 'phone';
      return scope.toUpperCase() === 'NAME' ? field.name === 'Name' : field.type !== 'id';
    })
    .map((field) => record[field.name])
    .filter((value) => typeof value === 'string');
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function hasPhrase(text: string, phrase: string[]): boolean {
  const all = words(text);
  return all.some((_, at) => phrase.every((word, offset) => all[at + offset] === word));
}

function malformed(message: string): ApiError {
  return new ApiError(400, 'MALFORMED_SEARCH', message);
}
