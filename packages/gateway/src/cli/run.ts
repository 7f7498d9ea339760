import { ParleyError } from '@parley/core';
import { GatewayProblem, GatewayUnreachable } from '@parley/core/gateway-api';
import type { Language } from '../http/wording.ts';
import { askGateway, gatewayUrl, problemLines } from './ask-gateway.ts';
import { type CliCall, type CliWorld, type ExitCode, exitCodes, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { helpOfAction, helpOfAll, helpOfCommand } from './help.ts';
import { type Given, readArguments } from './read-arguments.ts';

/** Runs one command line; whatever goes wrong is told in sentences, and told to the shell by the exit code. */
export async function runCli(args: readonly string[], world: CliWorld): Promise<ExitCode> {
  const language = languageOf(args, world.env);
  try {
    return await dispatch(args, world, language);
  } catch (error) {
    return tellFailure(error, world, language);
  }
}

async function dispatch(args: readonly string[], world: CliWorld, language: Language): Promise<ExitCode> {
  checkLanguage(args);
  const [name = '--help', ...rest] = args.filter((_, at) => !isLanguage(args, at));
  if (name === '--help' || name === '-h' || name === 'help') {
    world.out(helpOfAll(commands, language));
    return args.length === 0 ? exitCodes.usage : exitCodes.done;
  }
  const command = commands.find((known) => known.name === name);
  if (!command)
    throw new UsageError({
      en: `There is no command "${name}". There are: ${commands.map((known) => known.name).join(', ')}.`,
      de: `Den Befehl "${name}" gibt es nicht. Es gibt: ${commands.map((known) => known.name).join(', ')}.`,
    });
  const action = command.actions.find((known) => known.name === rest[0] && known.name !== '');
  const own = action ?? command.actions.find((known) => known.name === '');
  const wantsHelp = rest.includes('--help') || rest.includes('-h');
  if (wantsHelp || !own) {
    const help = own && action ? helpOfAction(command, own, language) : helpOfCommand(command, language);
    (wantsHelp ? world.out : world.err)(help);
    return wantsHelp ? exitCodes.done : exitCodes.usage;
  }
  const given = readArguments(command, own, action ? rest.slice(1) : rest);
  return own.run(callOf(given, world, language));
}

function callOf({ arguments: named, values }: Given, world: CliWorld, language: Language): CliCall {
  const listOf = (name: string) => {
    const value = values[name];
    if (Array.isArray(value)) return value as readonly string[];
    return typeof value === 'string' ? [value] : [];
  };
  return {
    world,
    language,
    wantsJson: values.json === true,
    argument: (name) => named[name],
    option: (name) => listOf(name).at(-1),
    options: listOf,
    isOn: (name) => values[name] === true,
    ask: (method, path, more) => askGateway(world, language, method, path, more),
    show(value, forPeople) {
      const lines = values.json === true ? JSON.stringify(value, null, 2) : forPeople();
      for (const line of typeof lines === 'string' ? [lines] : lines) world.out(line);
    },
  };
}

function tellFailure(error: unknown, { err, env }: CliWorld, language: Language): ExitCode {
  if (error instanceof UsageError) {
    err(error.wording[language]);
    return exitCodes.usage;
  }
  if (error instanceof GatewayProblem) {
    for (const line of problemLines(error.problem)) err(line);
    return exitCodes.failed;
  }
  if (error instanceof GatewayUnreachable) {
    const url = gatewayUrl(env);
    err(
      language === 'de'
        ? `Das Gateway unter ${url} antwortet nicht. Starten Sie es, oder setzen Sie PARLEY_URL auf seine Adresse.`
        : `The gateway at ${url} does not answer. Start it, or set PARLEY_URL to its address.`,
    );
    return exitCodes.unreachable;
  }
  if (!(error instanceof ParleyError)) throw error;
  err(error.message);
  return exitCodes.failed;
}

// Known before anything else is read, since everything may have to be told in it.
function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  // For the shell a variable that is set to nothing is not set.
  const text = askedLanguage(args) || env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return text.toLowerCase().startsWith('de') ? 'de' : 'en';
}

function askedLanguage(args: readonly string[]): string | undefined {
  const at = args.findIndex((_, index) => isLanguage(args, index));
  if (at === -1) return undefined;
  return args[at]?.includes('=') ? args[at]?.split('=')[1] : args[at + 1];
}

function checkLanguage(args: readonly string[]): void {
  const asked = askedLanguage(args);
  if (!args.some((_, index) => isLanguage(args, index)) || asked === 'de' || asked === 'en') return;
  throw new UsageError({
    en: 'There is German and English: give --language de or --language en.',
    de: 'Es gibt Deutsch und Englisch: Geben Sie --language de oder --language en an.',
  });
}

function isLanguage(args: readonly string[], at: number): boolean {
  const isOption = (text: string | undefined) => text === '--language';
  return isOption(args[at]) || args[at]?.startsWith('--language=') === true || isOption(args[at - 1]);
}
