import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { adapterKeys } from './adapter-keys.ts';
import { checkAdapterSettings } from './check-settings.ts';
import { type Kept, keepRunning, StartFailed } from './keep-running.ts';
import type { FromChild } from './leash.ts';
import { type Adapter, adapterPrograms, gatewayProgram, sandboxProgram } from './programs.ts';
import { welcome } from './welcome.ts';

/** The gateway says itself when it stops waiting for the catalogue; this is only the end of our patience. */
const READY_WITHIN_MS = 8000;

export type Supervisor = { stop(): Promise<void> };

type Console = { readonly say: (line: string) => void };

/**
 * Runs the gateway, the sandbox (without an access token), and each adapter whose settings are present, as processes
 * of their own. Rejects with `StartFailed` when the gateway or the sandbox cannot start; then nothing is left running.
 */
export async function supervise(env: NodeJS.ProcessEnv, console: Console): Promise<Supervisor> {
  const { say, release } = heldBack(console.say);
  const startKey = randomBytes(32).toString('base64url');
  const sandboxed = sandboxProgram(env);
  const sandbox = sandboxed && keepRunning(sandboxed, { mustStart: true, say });
  const gateway = keepRunning(gatewayProgram(env, startKey), { mustStart: true, say });
  const adapters = adapterPrograms(env);
  const checked = Promise.all(adapters.map((adapter) => checkAdapterSettings(adapter)));
  const pillars = [gateway, ...(sandbox ? [sandbox] : [])];
  try {
    const [told, page] = await everyStart(gateway.ready, sandbox?.ready, checked);
    if (told.kind !== 'ready') throw new Error('The gateway told something else than that it is ready.');
    await untilReady(told.url);
    const keys = adapterKeys(told.url, startKey);
    const faults = await checked;
    // Its settings will not change by themselves: started again and again it would only repeat what is wrong.
    const fit = adapters.filter((_, at) => faults[at] === undefined);
    for (const fault of faults) if (fault !== undefined) say(fault);
    const running: Kept[] = [];
    for (const adapter of fit)
      running.push(await startAdapter(adapter, told.url, await keys.make(adapter), say));
    // Only now that all runs and it is shown at once: of a start that fails nobody would ever have seen it.
    const firstKey = await gateway.ask({ kind: 'make_first_key' }, 'first_key');
    release(
      welcome({
        gatewayUrl: told.url,
        phonePageUrl: phonePage(told.url, page),
        madeApiKey: firstKey.text,
        hasOwnKey: Boolean(env.PARLEY_API_KEY?.trim()),
        dataDir: resolve(env.PARLEY_DATA_DIR?.trim() || './data'),
        adapters: fit.map(({ name }) => name),
        unfit: adapters.filter((adapter) => !fit.includes(adapter)).map(({ name }) => name),
      }),
    );
    return {
      // Adapters first, while the gateway can still take what they finish; Meta's side last.
      async stop() {
        await Promise.all(running.map((adapter) => adapter.stop()));
        await keys.revokeAll().catch(() => say('The keys of the adapters are revoked at the next start.'));
        for (const pillar of pillars) await pillar.stop();
      },
    };
  } catch (error) {
    await Promise.all(pillars.map((pillar) => pillar.stop()));
    throw error;
  }
}

// One that fails does not hide why the other fails: who corrects settings wants to know of all of them at once.
async function everyStart(
  gateway: Promise<FromChild>,
  sandbox: Promise<FromChild> | undefined,
  checked: Promise<readonly (string | undefined)[]>,
): Promise<readonly [FromChild, FromChild | undefined]> {
  const failed: StartFailed[] = [];
  const collect = (error: unknown) => {
    if (!(error instanceof StartFailed)) throw error;
    failed.push(error);
    return undefined;
  };
  const [told, page] = await Promise.all([gateway.catch(collect), sandbox?.catch(collect)]);
  if (failed.length > 0 || told === undefined) {
    const faults = (await checked).filter((fault) => fault !== undefined);
    throw new StartFailed([wordsOf(failed), ...faults].join('\n'));
  }
  return [told, page];
}

// Both read some of the same variables: what is wrong is said once, and a heading goes with its last line.
function wordsOf(failed: readonly StartFailed[]): string {
  const said = new Set<string>();
  return failed
    .map(({ message }) => {
      const lines = message.split('\n').filter((line) => !said.has(line));
      for (const line of lines) said.add(line);
      return lines.length === 1 && message.includes('\n') ? '' : lines.join('\n');
    })
    .filter((words) => words !== '')
    .join('\n');
}

// The first thing people read is where everything is; what the programs say meanwhile comes after it.
function heldBack(say: Console['say']): { say: Console['say']; release: (first: string) => void } {
  let held: string[] | undefined = [];
  return {
    say: (line) => (held ? void held.push(line) : say(line)),
    release(first) {
      for (const line of [first, ...(held ?? [])]) say(line);
      held = undefined;
    },
  };
}

async function startAdapter(adapter: Adapter, url: string, key: string, say: Console['say']): Promise<Kept> {
  const env = { ...adapter.env, PARLEY_URL: url, PARLEY_API_KEY: key };
  return keepRunning({ ...adapter, env }, { mustStart: false, say });
}

// A gateway that listens answers; until its catalogue is there, templates would be refused with "try again".
async function untilReady(url: string): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/readyz`);
    await answer.arrayBuffer();
    if (answer.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function phonePage(gatewayUrl: string, told: FromChild | undefined): string | undefined {
  if (told?.kind !== 'listening') return undefined;
  const url = new URL(gatewayUrl);
  url.port = String(told.port);
  return url.origin;
}
