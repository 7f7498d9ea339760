import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { nodeSqlite } from './node-sqlite.ts';
import { readPostgres } from './postgres.ts';
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

/** The same look into PostgreSQL; its files are its own affair. */
export function lookIntoPostgres(url: string): ReadOnly & { size(): Promise<number> } {
  const { db, close } = readPostgres(url);
  return {
    db,
    faults: () => [],
    async size() {
      const { rows } = await sql<{
        bytes: number;
      }>`select pg_database_size(current_database()) as bytes`.execute(db);
      return Number(rows[0]?.bytes ?? 0);
    },
    close,
  };
}
