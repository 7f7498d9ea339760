import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cleanEnvironment } from '../support/processes.ts';
import { benchValues } from './values.ts';

const gatewayFile = fileURLToPath(new URL('../../packages/gateway/src/cli/gateway.ts', import.meta.url));

/** Far longer than a start takes on a busy machine. */
const START_WITHIN_MS = 30_000;

/** How often a starting gateway is asked whether it is ready: finer than what is measured. */
const ASK_EVERY_MS = 5;

/** A process of its own: every one hangs on an IPC channel, and ends when the measuring process does. */
export type Measured = {
  readonly url: string;
  /** Resident memory now, in MB; undefined where the system does not tell it. */
  residentMb(): number | undefined;
  stop(): Promise<void>;
};

/** Starts a program of this folder that tells the address at which it listens. */
export async function startProgram(file: string): Promise<Measured> {
  const child = run([fileURLToPath(new URL(file, import.meta.url))], {});
  const { url } = await told<{ readonly url: string }>(child);
  return measured(child, url);
}

/** Runs a program of this folder that tells one result and ends. */
export async function resultOf<Result>(file: string): Promise<Result> {
  const child = run([fileURLToPath(new URL(file, import.meta.url))], {});
  const result = await told<Result>(child);
  if (child.exitCode === null) await once(child, 'exit');
  return result;
}

/** Starts a gateway on the data of a folder; `startMs` counts from the command to the first `/readyz` with 200. */
export async function startGatewayProcess(
  dataDir: string,
  graphUrl: string,
): Promise<Measured & { readonly startMs: number }> {
  const begin = performance.now();
  const child = run([gatewayFile], {
    PARLEY_DATA_DIR: dataDir,
    PARLEY_PORT: '0',
    PARLEY_API_KEY: benchValues.apiKey,
    PARLEY_SECRET_KEY: benchValues.secretKey,
    WHATSAPP_ACCESS_TOKEN: benchValues.accessToken,
    WHATSAPP_APP_SECRET: benchValues.appSecret,
    WHATSAPP_VERIFY_TOKEN: benchValues.verifyToken,
    WHATSAPP_BUSINESS_ACCOUNT_ID: benchValues.accountId,
    WHATSAPP_PHONE_NUMBER_ID: benchValues.numberId,
    WHATSAPP_API_BASE_URL: graphUrl,
  });
  const url = await toldAddress(child);
  while (!(await isReady(url))) {
    if (performance.now() - begin > START_WITHIN_MS) throw new Error('The gateway is not ready.');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  const startMs = performance.now() - begin;
  return { ...measured(child, url), startMs };
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    env: { ...cleanEnvironment(), ...compileCache(), ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  // What nobody reads would stop the writer once the pipe is full.
  child.stdout?.resume();
  return child;
}

// As every npm script runs our programs, with its options and its cache of what was compiled at the last start.
function compileCache(): Readonly<Record<string, string>> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

function told<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`A measured program ended by itself (${code}).`)));
  });
}

function toldAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      if (output.length < 10_000) output += chunk.toString();
      const url = /^Parley gateway: (\S+)$/m.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The gateway ended (${code}):\n${output}`)));
  });
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`);
  await response.arrayBuffer();
  return response.ok;
}

function measured(child: ChildProcess, url: string): Measured {
  return {
    url,
    residentMb: () => (child.pid === undefined ? undefined : residentMb(child.pid)),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

// Linux alone tells it without starting another program, which would take part of what is measured.
function residentMb(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
