import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { FromChild, ToChild } from './leash.ts';
import { type Program, preloadFile } from './programs.ts';

/** The first pause before a program that fell is started again; it doubles with every fall. */
const FIRST_PAUSE_MS = 1000;
const LAST_PAUSE_MS = 30_000;

/** Whoever has run this long has recovered: the next fall is a new one. */
const STEADY_MS = 60_000;

/** The programs themselves end within 8 s at the latest. */
const KILL_AFTER_MS = 9000;

/** Why a program could not start, in its own words. */
export class StartFailed extends Error {}

export type Kept = {
  /** What it told when it was ready for the first time; rejects with `StartFailed` when it ended before. */
  readonly ready: Promise<FromChild>;
  /** Asks the program that runs now, and waits for the answer of that kind. */
  ask<Kind extends FromChild['kind']>(
    order: ToChild,
    kind: Kind,
  ): Promise<Extract<FromChild, { readonly kind: Kind }>>;
  stop(): Promise<void>;
};

/**
 * Runs a program and starts it again when it falls, after 1, 2, 4 ... 30 s. With `mustStart` the first start has to
 * succeed: a program that ends before it was ready is not tried again, since a busy port does not free itself.
 *
 * Starting -> ready -> running -> (fallen -> pause -> starting) ... -> stopped, which it stays.
 */
export function keepRunning(
  program: Program,
  { mustStart, say }: { readonly mustStart: boolean; readonly say: (line: string) => void },
): Kept {
  const first = Promise.withResolvers<FromChild>();
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let isKnownGood = !mustStart;
  let pauseMs = FIRST_PAUSE_MS;

  const start = () => {
    const startedAt = performance.now();
    const started = launch(program);
    child = started;
    const words = forward(started, program.name, () => isKnownGood, say);
    started.on('message', (message: FromChild) => {
      isKnownGood = true;
      first.resolve(message);
    });
    // Without a listener a program that cannot be spawned at all would throw here; `close` follows and tells.
    started.on('error', (error) => words.push(`${program.title} cannot be started: ${error.message}`));
    started.once('close', (code, signal) => {
      child = undefined;
      if (isStopping) return;
      if (!isKnownGood)
        return first.reject(new StartFailed(words.join('\n') || `${program.title} ended at its start.`));
      if (performance.now() - startedAt > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      say(
        `${program.title} ended (${signal ?? `code ${code}`}); it is started again in ${pauseMs / 1000} s.`,
      );
      timer = setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    });
  };
  start();
  return {
    ready: first.promise,
    async ask(order, kind) {
      if (!child) throw new StartFailed(`${program.title} has ended.`);
      return askChild(child, program, order, kind);
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      if (child) await end(child);
    },
  };
}

function askChild<Kind extends FromChild['kind']>(
  child: ChildProcess,
  { title }: Program,
  order: ToChild,
  kind: Kind,
): Promise<Extract<FromChild, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    child.once('close', () => reject(new StartFailed(`${title} ended before everything was ready.`)));
    child.on('message', (message: FromChild) => {
      if (message.kind === kind) resolve(message as Extract<FromChild, { readonly kind: Kind }>);
    });
    // When it cannot be sent the child is gone, which `close` tells.
    child.send(order, () => {});
  });
}

function launch({ file, preload, env }: Program): ChildProcess {
  const flags = preload ? [...process.execArgv, '--import', preloadFile] : process.execArgv;
  return spawn(process.execPath, [...flags, file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl+C in a terminal goes to the whole group; who ends when is for us to say, so children get one of their own.
    detached: process.platform !== 'win32',
  });
}

// Until it is known that the program works, its words are kept: they say why it did not start.
function forward(
  child: ChildProcess,
  name: string,
  isKnownGood: () => boolean,
  say: (line: string) => void,
): string[] {
  const words: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (isKnownGood()) say(`${name} | ${line}`);
      else if (stream === child.stderr) words.push(line);
    });
  }
  return words;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  const force = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  child.kill('SIGTERM');
  await closed;
  clearTimeout(force);
}
