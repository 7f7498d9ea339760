import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SOURCE = ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning'];

/** An orderly stop may finish what is under way; one that takes longer hangs. */
const STOP_WITHIN_MS = 10_000;

/** The last of a process's output is what explains a failure; all of it would hide the failure. */
const SHOWN_CHARACTERS = 6_000;

/** A program of ours, and how to tell that it works. */
export type Program = {
  readonly name: string;
  /** The file that is run, from the top of the repository. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absent for a program that does its work and ends. */
  readonly isUp?: (output: string) => boolean | Promise<boolean>;
};

/** A program that can be started again on the same ports and data after it ended. */
export type OwnProcess = {
  /** Starts it and waits until it works. */
  start(): Promise<void>;
  /** Asks it to end, as a supervisor does; answers with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does: SIGKILL. */
  kill(): Promise<void>;
  /** Stops it where it is without ending it: connections are taken, nothing is answered. */
  freeze(): void;
  /** Waits for a program that ends by itself; answers with its exit code. */
  ended(): Promise<number | null>;
  /** Everything it has printed since the first start. */
  output(): string;
};

export type Processes = ReturnType<typeof ownProcesses>;

/** The processes of one test file, with a data dir of their own; `close` ends each by its id. */
export function ownProcesses() {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-end-to-end-'));
  const known: { program: Program; process: OwnProcess; crash: () => string | undefined }[] = [];
  const children = new Set<ChildProcess>();
  const endAll = () => {
    for (const child of children) child.kill('SIGKILL');
  };
  process.once('exit', endAll);

  function add(program: Program): OwnProcess {
    let child: ChildProcess | undefined;
    let output = '';
    let crash: string | undefined;
    let isWanted = false;
    const end = async (signal: NodeJS.Signals) => {
      isWanted = false;
      const running = child;
      if (!running || !children.has(running)) return running?.exitCode ?? null;
      const exit = new Promise<number | null>((resolve) => running.once('exit', resolve));
      running.kill(signal);
      const force = setTimeout(() => running.kill('SIGKILL'), STOP_WITHIN_MS);
      const code = await exit;
      clearTimeout(force);
      return code;
    };
    const own: OwnProcess = {
      async start() {
        const started = spawn(process.execPath, [...SOURCE, join(root, program.file)], {
          cwd: dataDir,
          env: { ...cleanEnvironment(), ...program.env },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        child = started;
        children.add(started);
        isWanted = program.isUp !== undefined;
        for (const stream of [started.stdout, started.stderr]) {
          stream.setEncoding('utf8');
          stream.on('data', (text: string) => {
            output += text;
          });
        }
        started.once('exit', (code, signal) => {
          children.delete(started);
          if (isWanted && child === started) crash = `${program.name} ended by itself (${code ?? signal})`;
        });
        const from = output.length;
        const { isUp } = program;
        if (!isUp) return;
        await eventually(async () => {
          if (crash !== undefined) return true;
          return isUp(output.slice(from));
        }, `${program.name} works`);
        if (crash !== undefined) throw new Error(`${crash}:\n${output.slice(from)}`);
      },
      stop: () => end('SIGTERM'),
      kill: async () => void (await end('SIGKILL')),
      freeze: () => void child?.kill('SIGSTOP'),
      async ended() {
        const running = child;
        if (running && children.has(running)) await new Promise((resolve) => running.once('exit', resolve));
        return running?.exitCode ?? null;
      },
      output: () => output,
    };
    known.push({ program, process: own, crash: () => crash });
    return own;
  }

  return {
    dataDir,
    add,
    /** A test whose failure is told with the last words of every process. */
    telling: (body: () => Promise<void>) => async () => {
      try {
        await body();
      } catch (error) {
        const told = known.map(
          ({ program, process: own }) => `--- ${program.name}\n${own.output().slice(-SHOWN_CHARACTERS)}`,
        );
        console.error(told.join('\n'));
        throw error;
      }
    },
    /** Ends everything; fails when a process had ended by itself. */
    async close(): Promise<void> {
      const crashes = known.flatMap(({ crash, process: own }) => {
        const told = crash();
        return told === undefined ? [] : [`${told}:\n${own.output().slice(-SHOWN_CHARACTERS)}`];
      });
      // Adapters first: they would only wait for a gateway that is gone.
      await Promise.all(known.map(({ process: own }) => own.kill()));
      process.off('exit', endAll);
      rmSync(dataDir, { recursive: true, force: true });
      if (crashes.length > 0) throw new Error(crashes.join('\n'));
    },
  };
}

/** The environment without anything that would set up one of our programs, a proxy, or the test runner. */
export function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) =>
      value !== undefined &&
      !/^(WHATSAPP|SLACK|SALESFORCE|PARLEY|JEST|NODE|N8N)_/.test(name) &&
      !/_proxy$/i.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

// Below the range from which the system takes ports for outgoing connections: one of those would keep a program
// from coming back on its port.
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Whether an address answers with success. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
