import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.ts';
import { cleanEnvironment } from '../../support/processes.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const flags = ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning'];

/** A program of the gateway's command line, run as a process of its own. */
export type Run = {
  readonly pid: number;
  readonly output: () => string;
  readonly errors: () => string;
  /** Waits until its output has this. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  ended(): Promise<number | null>;
};

const running = new Set<ChildProcess>();

export function runProgram(
  name: 'start' | 'gateway',
  cwd: string,
  env: Readonly<Record<string, string>>,
): Run {
  const child = spawn(process.execPath, [...flags, join(root, `packages/gateway/src/cli/${name}.ts`)], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  void end.then(() => running.delete(child));
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  return {
    pid: child.pid ?? 0,
    output: () => said.stdout,
    errors: () => said.stderr,
    prints: (pattern) =>
      eventually(() => {
        const found = pattern.exec(said.stdout);
        if (!found && child.exitCode !== null)
          throw new Error(`It ended with ${child.exitCode}: ${said.stderr}`);
        return found;
      }, `${name} prints ${pattern}: ${said.stdout}`),
    kill: (signal) => child.kill(signal),
    ended: () => end,
  };
}

/** Ends what a test has left running. */
export async function endAll(): Promise<void> {
  for (const child of running) {
    const end = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await end;
  }
}

/** The children of a process by their program's file; Linux tells them in /proc. */
export function childrenOf(parent: number): { readonly pid: number; readonly args: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const ppid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        if (ppid !== parent) return [];
        return [
          { pid: Number(name), args: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        // It ended while we were looking.
        return [];
      }
    });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
