import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../support/postgres.ts';

/** The gateway's tests once more, with PostgreSQL in the place of SQLite. */
const SUITES = [
  'alerts',
  'consent',
  'contacts',
  'conversations',
  'events',
  'intake',
  'keys',
  'messages',
  'numbers',
  'outbox',
  'raw-items',
  'subscriptions',
  'templates',
  'tools',
].map((name) => `test/gateway/${name}`);

/**
 * Left out of them: what looks into SQLite's file, and what counts on work being done at once after a start (with
 * PostgreSQL the duty is asked for first) or within seconds of the real clock.
 */
const LEFT_OUT = [
  'intake/batch-sqlite',
  'intake/together',
  'intake/phone-app',
  'consent/retention',
  'conversations/conversations',
  'outbox/pacing',
  'outbox/limits',
].map((name) => `test/gateway/${name}.test`);

const root = fileURLToPath(new URL('../../', import.meta.url));
const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const chosen = process.argv.slice(2);

const postgres = await startPostgres();
try {
  const run = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      jest,
      ...(chosen.length > 0 ? chosen : SUITES),
      // Last: jest would take what follows for more patterns.
      ...LEFT_OUT.map((pattern) => `--testPathIgnorePatterns=${pattern}`),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PARLEY_TEST_POSTGRES: await postgres.database() },
    },
  );
  process.exitCode = await new Promise((resolve) => run.once('exit', (code) => resolve(code ?? 1)));
} finally {
  await postgres.close();
}
