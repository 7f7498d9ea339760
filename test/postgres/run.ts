import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../support/postgres.ts';

/**
 * The gateway's tests once more, with PostgreSQL in the place of SQLite. Left out is what is about SQLite itself: its
 * files, their locks and their free pages (store, erasure, http's and the log's processes).
 */
const SUITES = [
  'consent',
  'contacts',
  'conversations',
  'events',
  'intake',
  'keys',
  'messages',
  'numbers',
  'outbox',
  'subscriptions',
  'templates',
  'tools',
].map((name) => `test/gateway/${name}`);

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
      '--testPathIgnorePatterns=batch-sqlite',
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
