import { existsSync } from 'node:fs';
import { ParleyError } from '@parley/core';
import { type SlackBridge, startSlackBridge } from './bridge.ts';
import { readSettings } from './settings.ts';

/** Supervisors kill after 10 s; everything is kept in the gateway, so an earlier end loses nothing. */
const STOP_WITHIN_MS = 5_000;

let bridge: SlackBridge | undefined;
let stopping = false;

async function run(): Promise<void> {
  // In development the settings may stand in a .env file; what is set already stays.
  if (process.env.NODE_ENV !== 'production' && existsSync('.env')) process.loadEnvFile();
  const settings = readSettings(process.env);
  bridge = await startSlackBridge({
    settings,
    onWaiting: (problem) =>
      console.log(`The Slack bridge waits for the gateway at ${settings.gatewayUrl}. ${problem}`),
    onFatal: fail,
  });
  console.log(`The Slack bridge is ready on ${bridge.url} for channel ${settings.channelId}.`);
}

function stop(): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  // Amid the start there is nothing to finish: what is undone is taken up by the next run.
  void Promise.resolve(bridge?.stop()).finally(() => process.exit(0));
}

function fail(error: unknown): void {
  if (stopping) return;
  console.error(error instanceof ParleyError ? error.message : error);
  process.exit(1);
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
run().catch(fail);
