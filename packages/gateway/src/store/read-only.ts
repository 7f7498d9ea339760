import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { nodeSqlite } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/** Faults of a damaged file that are told; the first says it already. */
const TOLD_FAULTS = 5;

/** A look into a database that changes nothing; a gateway may be running on it. */
export type ReadOnly = {
  readonly db: Kysely<Tables>;
  /** What is wrong with the file itself; empty when it is whole. */
  faults(): readonly string[];
  close(): Promise<void>;
};

/** Opens a SQLite file to look at it; throws when there is none, or when it is none. */
export function openReadOnly(path: string): ReadOnly {
  const connection = new DatabaseSync(path, { readOnly: true });
  connection.exec('PRAGMA busy_timeout = 5000');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: nodeSqlite(connection) }) });
  return {
    db,
    faults() {
      const rows = connection.prepare(`PRAGMA quick_check(${TOLD_FAULTS})`).all();
      const texts = rows.map((row) => String(Object.values(row)[0]));
      return texts.length === 1 && texts[0] === 'ok' ? [] : texts;
    },
    close: () => db.destroy(),
  };
}
