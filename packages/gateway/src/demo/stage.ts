import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The two processes of the tour, and how to reach them. */
export type Stage = {
  readonly gatewayUrl: string;
  readonly apiKey: string;
  readonly sandboxUrl: string;
  close(): Promise<void>;
};

/** A cold start on a slow disk takes a few seconds; much longer means that something is wrong. */
const START_TIMEOUT_MS = 12_000;

/** Uses what runs already when its addresses are in the environment, else sets up a gateway and a sandbox of its own. */
export async function setStage(environment: NodeJS.ProcessEnv): Promise<Stage> {
  const { PARLEY_URL, PARLEY_API_KEY, PARLEY_SANDBOX_URL } = environment;
  if (PARLEY_URL && PARLEY_API_KEY && PARLEY_SANDBOX_URL)
    return {
      gatewayUrl: PARLEY_URL,
      apiKey: PARLEY_API_KEY,
      sandboxUrl: PARLEY_SANDBOX_URL,
      close: async () => {},
    };
  return buildStage(environment);
}

async function buildStage(environment: NodeJS.ProcessEnv): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-demo-'));
  const [gatewayPort, sandboxPort] = [await freePort(), await freePort()];
  const apiKey = randomBytes(24).toString('base64url');
  const settings: NodeJS.ProcessEnv = {
    ...withoutRealAccount(environment),
    PARLEY_HOST: '127.0.0.1',
    PARLEY_PORT: String(gatewayPort),
    PARLEY_SANDBOX_PORT: String(sandboxPort),
    PARLEY_DATA_DIR: dataDir,
    PARLEY_API_KEY: apiKey,
  };
  const processes = [start('../../../sandbox/src/cli.ts', settings), start('../cli/gateway.ts', settings)];
  const close = async () => {
    await Promise.all(processes.map(stop));
    rmSync(dataDir, { recursive: true, force: true });
  };
  const stage = {
    gatewayUrl: `http://127.0.0.1:${gatewayPort}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    apiKey,
    close,
  };
  try {
    await Promise.all([
      answers(`${stage.sandboxUrl}/sandbox/state`, processes),
      answers(`${stage.gatewayUrl}/readyz`, processes),
    ]);
  } catch (error) {
    await close();
    throw error;
  }
  return stage;
}

// The tour never speaks to Meta, whatever the environment is set up for.
function withoutRealAccount(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !name.startsWith('WHATSAPP_') && !name.startsWith('PARLEY_') && !name.startsWith('SLACK_'),
    ),
  );
}

function start(path: string, environment: NodeJS.ProcessEnv): ChildProcess {
  const file = fileURLToPath(new URL(path, import.meta.url));
  return spawn(process.execPath, [...process.execArgv, file], {
    env: environment,
    cwd: environment.PARLEY_DATA_DIR,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}

async function answers(url: string, processes: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (processes.some((child) => child.exitCode !== null))
      throw new Error('a process of the tour ended at its start');
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers at ${url}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
