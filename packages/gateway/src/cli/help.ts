import type { Language } from '../http/wording.ts';
import type { Action, Command } from './command.ts';

const frame = {
  en: {
    usage: 'Usage',
    commands: 'Commands',
    arguments: 'Arguments',
    options: 'Options',
    many: 'may be given several times',
    more: 'parley <command> --help says more of each.',
    json: 'print JSON, for programs',
    language: 'German or English; by default as LANG says',
    help: 'this text',
    settings: 'PARLEY_URL and PARLEY_API_KEY say which gateway is asked, and with which key.',
    ends: 'Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 the gateway does not answer.',
  },
  de: {
    usage: 'Aufruf',
    commands: 'Befehle',
    arguments: 'Angaben',
    options: 'Optionen',
    many: 'auch mehrmals',
    more: 'parley <Befehl> --help sagt mehr zu jedem.',
    json: 'gibt JSON aus, für Programme',
    language: 'Deutsch oder Englisch; sonst wie LANG es sagt',
    help: 'dieser Text',
    settings: 'PARLEY_URL und PARLEY_API_KEY sagen, welches Gateway gefragt wird und mit welchem Schlüssel.',
    ends: 'Exit-Codes: 0 erledigt, 1 gescheitert oder abgelehnt, 2 falscher Aufruf, 3 das Gateway antwortet nicht.',
  },
} as const;

/** The help of everything. */
export function helpOfAll(commands: readonly Command[], language: Language): string {
  const words = frame[language];
  const rows = commands.map(({ name, does }): Row => [name, does[language]]);
  return [
    `${words.usage}: parley <${language === 'de' ? 'Befehl' : 'command'}> [...]`,
    '',
    `${words.commands}:`,
    ...aligned(rows),
    '',
    words.more,
    words.settings,
    words.ends,
  ].join('\n');
}

/** The help of one command: what it can do. */
export function helpOfCommand(command: Command, language: Language): string {
  const [only] = command.actions;
  if (command.actions.length === 1 && only?.name === '') return helpOfAction(command, only, language);
  const words = frame[language];
  const rows = command.actions.map((action): Row => [callOf(command, action), action.does[language]]);
  return [`${command.does[language]}`, '', `${words.usage}:`, ...aligned(rows), '', words.settings].join(
    '\n',
  );
}

/** The help of one thing that a command can do. */
export function helpOfAction(command: Command, action: Action, language: Language): string {
  const words = frame[language];
  const parts = (action.arguments ?? []).map(({ name, does }): Row => [`<${name}>`, does[language]]);
  const own = Object.entries(action.options ?? {}).map(
    ([name, { value, does, many }]): Row => [
      `--${name}${value === undefined ? '' : ` <${value}>`}`,
      `${does[language]}${many ? ` (${words.many})` : ''}`,
    ],
  );
  const common: Row[] = [
    ['--json', words.json],
    ['--language <de|en>', words.language],
    ['--help', words.help],
  ];
  return [
    action.does[language],
    '',
    `${words.usage}: parley ${callOf(command, action)} [${words.options}]`,
    ...(parts.length > 0 ? ['', `${words.arguments}:`, ...aligned(parts)] : []),
    '',
    `${words.options}:`,
    ...aligned([...own, ...common]),
  ].join('\n');
}

function callOf({ name }: Command, action: Action): string {
  const needed = Object.entries(action.options ?? {}).filter(([, { required }]) => required);
  return [
    name,
    ...(action.name === '' ? [] : [action.name]),
    ...(action.arguments ?? []).map((part) => (part.optional ? `[${part.name}]` : `<${part.name}>`)),
    ...needed.map(([option, { value }]) => `--${option} <${value}>`),
  ].join(' ');
}

type Row = readonly [left: string, right: string];

function aligned(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
