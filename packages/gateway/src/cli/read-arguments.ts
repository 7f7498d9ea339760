import { parseArgs } from 'node:util';
import type { BothLanguages } from '../http/wording.ts';
import { type Action, type Command, UsageError } from './command.ts';

/** What every action takes beside its own options. */
const commonOptions = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  language: { type: 'string' },
} as const;

export type Given = {
  readonly arguments: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
};

/** Reads what stands behind the action's name; throws a `UsageError` for what does not belong there. */
export function readArguments(command: Command, action: Action, args: readonly string[]): Given {
  const specs = Object.entries(action.options ?? {});
  const own = Object.fromEntries(
    specs.map(([name, { value, many }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(many ? { multiple: true } : {}),
      },
    ]),
  );
  const { values, positionals } = parse(args, { ...own, ...commonOptions });
  const wanted = action.arguments ?? [];
  const called = ['parley', command.name, action.name].filter((part) => part !== '').join(' ');
  const missing = wanted.find(({ optional }, at) => !optional && positionals[at] === undefined);
  if (missing && values.help !== true)
    throw new UsageError({
      en: `${called} needs <${missing.name}>: ${missing.does.en}.`,
      de: `${called} braucht <${missing.name}>: ${missing.does.de}.`,
    });
  if (positionals.length > wanted.length)
    throw new UsageError({
      en: `${called} does not take "${positionals[wanted.length]}"; put texts with spaces in quotes.`,
      de: `${called} nimmt "${positionals[wanted.length]}" nicht; setzen Sie Texte mit Leerzeichen in Anführungszeichen.`,
    });
  const lacking = specs.find(([name, { required }]) => required && values[name] === undefined);
  if (lacking && values.help !== true)
    throw new UsageError({
      en: `${called} needs --${lacking[0]} <${lacking[1].value}>: ${lacking[1].does.en}.`,
      de: `${called} braucht --${lacking[0]} <${lacking[1].value}>: ${lacking[1].does.de}.`,
    });
  const named = wanted.flatMap(({ name }, at) => {
    const text = positionals[at];
    return text === undefined ? [] : [[name, text] as const];
  });
  return { arguments: Object.fromEntries(named), values };
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

function parse(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    const [, option] = /'(-[^' ]*)/.exec(message) ?? [];
    throw new UsageError(wordingOf(code, option));
  }
}

function wordingOf(code: string, option: string | undefined): BothLanguages {
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return {
      en: `There is no option ${option}. --help lists those there are.`,
      de: `Die Option ${option} gibt es nicht. --help nennt alle, die es gibt.`,
    };
  return {
    en: `${option} needs a value, or takes none: see --help.`,
    de: `${option} braucht einen Wert oder nimmt keinen: siehe --help.`,
  };
}
