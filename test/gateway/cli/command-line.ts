import type { CliWorld } from '../../../packages/gateway/src/cli/command.ts';
import { runCli } from '../../../packages/gateway/src/cli/run.ts';

export type Ran = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
};

/** Runs a command line in this process, as a shell with these settings would. */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  more: { readonly input?: string; readonly world?: Partial<CliWorld> } = {},
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, {
    env,
    fetch,
    now: () => new Date(),
    isTerminal: false,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    readInput: async () => more.input ?? '',
    ...more.world,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
