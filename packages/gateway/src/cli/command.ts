import type { Method } from '@parley/core/gateway-api';
import type { BothLanguages, Language } from '../http/wording.ts';

/** What the command line gets from the world it runs in. */
export type CliWorld = {
  readonly env: NodeJS.ProcessEnv;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** Where a person reads along, lines may be coloured. */
  readonly isTerminal: boolean;
  out(line: string): void;
  err(line: string): void;
  /** All of the standard input: secrets come this way, so that no history of commands keeps them. */
  readInput(): Promise<string>;
};

/** How a command ended, as the shell sees it. */
export const exitCodes = {
  done: 0,
  /** The gateway refused, or a check failed. */
  failed: 1,
  /** The command was not written as it has to be. */
  usage: 2,
  /** The gateway did not answer. */
  unreachable: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export type OptionSpec = {
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  readonly does: BothLanguages;
  readonly required?: true;
  /** May be given several times. */
  readonly many?: true;
};

export type ArgumentSpec = { readonly name: string; readonly does: BothLanguages; readonly optional?: true };

/** What was given to an action, and what it works with. */
export type CliCall = {
  readonly world: CliWorld;
  readonly language: Language;
  readonly wantsJson: boolean;
  argument(name: string): string | undefined;
  option(name: string): string | undefined;
  options(name: string): readonly string[];
  isOn(name: string): boolean;
  /** Calls the gateway; throws `GatewayProblem` or `GatewayUnreachable`. */
  ask<Answer>(method: Method, path: string, more?: AskMore): Promise<Answer>;
  /** Prints the value as JSON when that is wanted, else what a person reads. */
  show(value: unknown, forPeople: () => string | readonly string[]): void;
};

export type AskMore = {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One thing that can be done: `parley <command> <name>`, or `parley <command>` where the name is empty. */
export type Action = {
  readonly name: string;
  readonly does: BothLanguages;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  run(call: CliCall): Promise<ExitCode>;
};

export type Command = {
  readonly name: string;
  readonly does: BothLanguages;
  readonly actions: readonly Action[];
};

/** What was given does not make sense; the sentence says what to write instead. */
export class UsageError extends Error {
  readonly wording: BothLanguages;

  constructor(wording: BothLanguages) {
    super(wording.en);
    this.name = 'UsageError';
    this.wording = wording;
  }
}
