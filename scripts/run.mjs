// Every npm script goes through here: set up what is missing, then run the real command on Node 24.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, nodeBinary, root } from './installation.mjs';

/** Soon enough that a restart finds the ports free. */
const WATCH_MS = 200;

/** Stripping and compiling the sources anew at every start would cost a third of its time, and memory for good. */
const compileCache = join(root, 'node_modules', '.cache', 'compiled');

/** MB for what has just been made: with 16 a process needs 15 MB more at rest, and a webhook a twentieth less time. */
const youngMemory = '--max-semi-space-size=8';

/**
 * Percent of what is in use by which the heap may grow before what is old is looked through. By itself the engine lets
 * it grow to several times as much: under load a gateway then holds 90 MB more, and a webhook takes no less time.
 */
const oldMemory = '--heap-growing-percent=50';

/**
 * Larger blocks than this go back to the system as soon as they are free. By itself the C library of most Linux systems
 * (others don't know the setting) keeps 7 MB of what only the start needed.
 */
const keptBlocks = { MALLOC_MMAP_THRESHOLD_: String(128 * 1024) };

const memory = [youngMemory, oldMemory];
const source = ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning', ...memory];
const bin = (name) => join(root, 'node_modules', name);
const biome = [bin('@biomejs/biome/bin/biome')];
const tsc = [bin('typescript/bin/tsc'), '-b'];
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', bin('jest/bin/jest.js')];
const bundle = [join(root, 'packages/n8n-nodes/scripts/bundle.mjs')];

/** Each command is a list of Node runs, done in order until one fails. */
const commands = {
  start: { steps: [[...source, 'packages/gateway/src/cli/start.ts']] },
  gateway: { steps: [[...source, 'packages/gateway/src/cli/gateway.ts']] },
  sandbox: { steps: [[...source, 'packages/sandbox/src/cli.ts']] },
  slack: { steps: [[...source, 'packages/slack-bridge/src/cli.ts']] },
  salesforce: { steps: [[...source, 'packages/salesforce-adapter/src/cli.ts']] },
  parley: { steps: [[...source, 'packages/gateway/src/cli/parley.ts']] },
  demo: { steps: [[...source, 'packages/gateway/src/cli/demo.ts']] },
  test: { development: true, steps: [jest] },
  'test:postgres': { development: true, steps: [[...source, 'test/postgres/run.ts']] },
  bench: { development: true, steps: [[...source, 'test/load/bench.ts']] },
  format: { development: true, steps: [[...biome, 'check', '--write', '.']] },
  lint: { development: true, steps: [[...biome, 'ci', '.']] },
  types: { development: true, steps: [tsc] },
  'lint:n8n': { development: true, steps: [[join(root, 'tools/n8n-lint/run.mjs')]] },
  build: { development: true, steps: [tsc, bundle] },
  check: { development: true, steps: [[...biome, 'ci', '.'], tsc, bundle, jest] },
};

const [name, ...rest] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`There is no command "${name}". Use one of: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
const [major] = process.versions.node.split('.');
if (Number(major) < 20) {
  console.error(`Parley needs Node 20 or newer to set itself up; this is ${process.versions.node}.`);
  process.exit(1);
}
try {
  await ensureInstalled({ development: command.development ?? false, say: (line) => console.log(line) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const hasLostNpm = watchOverNpm();
for (const [index, step] of command.steps.entries()) {
  const last = index === command.steps.length - 1;
  const code = await runNode([...step, ...(last ? rest : [])]);
  if (code !== 0) process.exit(code);
}

/**
 * npm and the shell that it starts us in die of a signal without passing it on, and would leave what runs here behind
 * with its ports taken. Started by hand there is no such chain, and no end of a terminal is anybody's wish to stop.
 */
function watchOverNpm() {
  if (!process.env.npm_lifecycle_event) return () => false;
  const shell = process.ppid;
  const npm = parentOf(shell);
  return () => process.ppid !== shell || parentOf(shell) !== npm;
}

/** The parent of another process, where the system tells it (Linux); else undefined. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[1];
  } catch {
    return undefined;
  }
}

/** Passes the signals on, so that a supervisor that stops us stops the real process in order. */
function runNode(args) {
  return new Promise((resolve) => {
    const path =
      join(root, 'node_modules', '.bin') + (process.platform === 'win32' ? ';' : ':') + process.env.PATH;
    const child = spawn(nodeBinary(), args, {
      cwd: root,
      stdio: 'inherit',
      env: { NODE_COMPILE_CACHE: compileCache, ...keptBlocks, ...process.env, PATH: path },
    });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    const watch = setInterval(() => {
      if (hasLostNpm()) child.kill('SIGTERM');
    }, WATCH_MS);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(code ?? (signal ? 128 : 1));
    });
  });
}
