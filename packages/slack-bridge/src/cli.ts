import { ParleyError } from '@parley/core';
import { startSlackBridge } from './bridge.ts';
import { readSettings } from './settings.ts';

// In development the settings stand in a .env file; without one the environment has them.
try {
  process.loadEnvFile();
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

let stopping = false;

async function run(): Promise<void> {
  const settings = readSettings(process.env);
  const starting = startSlackBridge({
    settings,
    onWaiting: () => console.log(`The Slack bridge waits for the gateway at ${settings.gatewayUrl}.`),
    onFatal: (error) => fail(error),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // Before the start is complete there is nothing to finish: what is undone is taken up by the next run.
      if (stopping) return;
      stopping = true;
      const deadline = setTimeout(() => process.exit(0), STOP_WITHIN_MS);
      deadline.unref();
      const stopped = started ? started.stop() : Promise.resolve();
      void stopped.finally(() => process.exit(0));
    });
  let started: Awaited<typeof starting> | undefined;
  started = await starting;
  console.log(`The Slack bridge is ready on ${started.url} for channel ${settings.channelId}.`);
}

/** Supervisors kill after 10 s; everything is kept in the gateway, so an earlier end loses nothing. */
const STOP_WITHIN_MS = 5_000;

function fail(error: unknown): void {
  if (stopping) return;
  console.error(error instanceof ParleyError ? error.message : error);
  process.exit(1);
}

run().catch(fail);
