import { ParleyError } from '@parley/core';
import pino from 'pino';
import { startSalesforceAdapter } from './adapter.ts';
import type { Log } from './deps.ts';
import { readSettings, type SalesforceSettings } from './settings.ts';

/** A step under way gets this long to end before the process does. */
const STOP_WITHIN_MS = 8_000;

loadDotEnv();
const logger = pino({ name: 'salesforce', level: process.env.PARLEY_LOG_LEVEL ?? 'info' });
const log: Log = (level, message, fields) => logger[level](fields ?? {}, message);

const settings = readOrExit();
const adapter = startSalesforceAdapter({ settings, log });
console.log(
  `The Salesforce adapter waits for the gateway at ${settings.parleyUrl} and the org at ${settings.loginUrl}.`,
);
void adapter.ready.then(() => {
  console.log(
    `The Salesforce adapter is ready: ${settings.loginUrl}, a look every ${settings.pollSeconds} s.`,
  );
});

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, () => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    void adapter.stop().then(() => process.exit(0));
  });
}

/** In development the settings stand in a `.env` file; what is set already stays. */
function loadDotEnv(): void {
  if (process.env.NODE_ENV === 'production') return;
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function readOrExit(): SalesforceSettings {
  try {
    return readSettings(process.env);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
