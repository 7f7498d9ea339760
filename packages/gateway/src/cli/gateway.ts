import { ParleyError } from '@parley/core';
import { type Gateway, startGateway } from '../gateway.ts';
import { environment } from '../settings/environment.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { followParent, onLeash, onOrder, tellParent } from '../supervisor/leash.ts';

/** A supervisor kills after 10 s; by then what is under way must be settled or left for the next start. */
const CLOSE_WITHIN_MS = 8000;

let gateway: Gateway | undefined;
let ending = false;

async function run(): Promise<void> {
  const env = environment(process.env, process.cwd());
  const startKey = process.env.PARLEY_START_KEY;
  // No child of ours, and no crash report, has any use for it.
  delete process.env.PARLEY_START_KEY;
  const settings = loadSettings(env);
  const started = await startGateway(settings, startKey === undefined ? {} : { startKey });
  gateway = started;
  if (ending) return end();
  const { url } = started;
  if (startKey !== undefined && tellParent({ kind: 'ready', url })) {
    onOrder('make_first_key', () => {
      started.makeFirstKey().then((text) => tellParent({ kind: 'first_key', text }), crash);
    });
    return;
  }
  const madeApiKey = await started.makeFirstKey();
  if (madeApiKey !== undefined) console.log(`API key (made now, shown only this once): ${madeApiKey}`);
  console.log(`Parley gateway: ${url}`);
}

async function end(): Promise<void> {
  ending = true;
  if (!gateway) return;
  setTimeout(() => process.exit(1), CLOSE_WITHIN_MS).unref();
  await gateway.close();
  process.exit(0);
}

// The log masks what an error may quote; the console would not.
function crash(error: unknown): void {
  if (gateway) gateway.runtime.log.fatal({ err: error }, 'the gateway ends because of an unexpected error');
  else console.error(error);
  process.exit(1);
}

function fail(error: unknown): void {
  console.error(error instanceof ParleyError ? error.message : error);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (!ending) end().catch(fail);
  });
process.on('uncaughtException', crash);
onLeash();
followParent();
run().catch(fail);
