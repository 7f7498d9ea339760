import { join } from 'node:path';

/** Where the SQLite file lies in a data dir. */
export function databasePath(dataDir: string): string {
  return join(dataDir, 'parley.db');
}
