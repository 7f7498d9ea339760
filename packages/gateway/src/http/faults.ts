import type { Fault } from '@parley/core/gateway-api';
import type * as z from 'zod';
import { schemaWords } from './schema-words.ts';
import type { Language } from './wording.ts';

type Issue = z.core.$ZodIssue;

/** More faults than this help nobody, and would make an answer larger than the request. */
export const MAX_FAULTS = 50;

/** Every fault of a request, each with its path and what to do about it. */
export function faultsOf(issues: readonly Issue[], language: Language, root: string): Fault[] {
  return issues.flatMap((issue) => faultsOfIssue(issue, [], language, root)).slice(0, MAX_FAULTS);
}

function faultsOfIssue(
  issue: Issue,
  base: readonly PropertyKey[],
  language: Language,
  root: string,
): Fault[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathText([...path, key], root),
      message: words[language].unknown,
    }));
  }
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => faultsOfIssue(inner, path, language, root));
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element')
    return issue.issues.flatMap((inner) => faultsOfIssue(inner, path, language, root));
  return [{ path: pathText(path, root), message: messageOf(issue, language) }];
}

// Of several forms the caller meant the one that fits but for a detail inside it.
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const inside = branches.filter((branch) => branch.length > 0 && branch.every(isAboutDetail));
  return inside.toSorted(
    (one, other) => unknownKeys(one) - unknownKeys(other) || one.length - other.length,
  )[0];
}

function isAboutDetail(issue: Issue): boolean {
  return (
    issue.path.length > 0 ||
    issue.code === 'unrecognized_keys' ||
    issue.code === 'too_small' ||
    issue.code === 'too_big'
  );
}

function unknownKeys(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
}

/** Where in a request something stands, as people write it. */
export function pathText(path: readonly PropertyKey[], root: string): string {
  if (path.length === 0) return root;
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? String(part) : `.${String(part)}`;
    })
    .join('')
    .slice(0, 300);
}

function messageOf(issue: Issue, language: Language): string {
  const say = words[language];
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? say.required : say.type(say.types[issue.expected] ?? issue.expected);
    case 'too_small':
      return say.atLeast(counted(Number(issue.minimum), say.units[issue.origin]));
    case 'too_big':
      return say.atMost(counted(Number(issue.maximum), say.units[issue.origin]));
    case 'invalid_value':
      return say.oneOf(issue.values.map(String).slice(0, 40).join(', '));
    case 'invalid_format':
      return issue.format === 'datetime' ? say.instant : schemaWords(issue.message, language);
    case 'invalid_union':
      if (issue.input === undefined) return say.required;
      // A form that is told by its type: the types that there are.
      return 'options' in issue && issue.options ? say.oneOf(issue.options.map(String).join(', ')) : say.form;
    // Rules of ours that say in their own words what to do.
    case 'custom':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return schemaWords(issue.message, language);
  }
}

function counted(count: number, unit: readonly [one: string, several: string] | undefined): string {
  return unit ? `${count} ${unit[count === 1 ? 0 : 1]}` : String(count);
}

type Words = {
  readonly unknown: string;
  readonly required: string;
  readonly instant: string;
  readonly form: string;
  readonly type: (name: string) => string;
  readonly oneOf: (values: string) => string;
  readonly atLeast: (amount: string) => string;
  readonly atMost: (amount: string) => string;
  readonly types: Readonly<Record<string, string>>;
  /** What is counted: of one, and of several. */
  readonly units: Readonly<Record<string, readonly [one: string, several: string]>>;
};

const words: Readonly<Record<Language, Words>> = {
  en: {
    unknown: 'is not a known field; remove it or check its spelling',
    required: 'is required',
    instant: 'must be a moment with its time zone, such as 2026-11-24T08:00:00Z',
    form: 'has none of the forms that are allowed here; see /openapi.json',
    type: (name) => `must be ${name}`,
    oneOf: (values) => `must be one of: ${values}`,
    atLeast: (amount) => `must have at least ${amount}`,
    atMost: (amount) => `must have at most ${amount}`,
    types: {
      string: 'text',
      number: 'a number',
      int: 'a whole number',
      boolean: 'true or false',
      object: 'an object',
      record: 'an object',
      array: 'a list',
      null: 'null',
    },
    units: {
      string: ['character', 'characters'],
      array: ['entry', 'entries'],
      number: ['as its value', 'as its value'],
      int: ['as its value', 'as its value'],
      object: ['field', 'fields'],
    },
  },
  de: {
    unknown: 'ist kein bekanntes Feld; entfernen Sie es oder prüfen Sie die Schreibweise',
    required: 'fehlt und ist erforderlich',
    instant: 'muss ein Zeitpunkt mit Zeitzone sein, etwa 2026-11-24T08:00:00Z',
    form: 'hat keine der Formen, die hier erlaubt sind; siehe /openapi.json',
    type: (name) => `muss ${name} sein`,
    oneOf: (values) => `muss einer dieser Werte sein: ${values}`,
    atLeast: (amount) => `muss mindestens ${amount} haben`,
    atMost: (amount) => `darf höchstens ${amount} haben`,
    types: {
      string: 'Text',
      number: 'eine Zahl',
      int: 'eine ganze Zahl',
      boolean: 'true oder false',
      object: 'ein Objekt',
      record: 'ein Objekt',
      array: 'eine Liste',
      null: 'null',
    },
    units: {
      string: ['Zeichen', 'Zeichen'],
      array: ['Eintrag', 'Einträge'],
      number: ['als Wert', 'als Wert'],
      int: ['als Wert', 'als Wert'],
      object: ['Feld', 'Felder'],
    },
  },
};
