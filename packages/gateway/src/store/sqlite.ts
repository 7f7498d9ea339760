import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { ParleyError } from '@parley/core';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { readDirectly, runDirectly } from './direct-runner.ts';
import { migrationsFor } from './migrations.ts';
import { nodeSqlite } from './node-sqlite.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { type ObserveCommit, WriteQueue } from './write-queue.ts';

// FULL: a commit is on the disk when it returns. secure_delete: erased people leave no trace in free pages.
// temp_store: what a piece of work may have to undo stays in memory; nobody needs it after a crash. cache_size: 32 MB,
// so that the indexes of a busy day are not read again. wal_autocheckpoint: 8,000 pages are 32 MB of log at most; pages
// that change with every message are then written to the database once instead of eight times.
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -32000;
  PRAGMA wal_autocheckpoint = 8000;
`;

/** Opens (or makes) the SQLite store at a path; only one process may have it open, since two would send twice. */
export async function openSqlite(path: string, observe: ObserveCommit = () => {}): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = takeLock(`${path}.lock`);
  const writing = new DatabaseSync(path);
  writing.exec(PRAGMAS);
  chmodSync(path, 0o600);
  const written = nodeSqlite(writing);
  const tx = openKysely(written);
  runDirectly(tx, written);
  await migrate(tx);
  const reading = new DatabaseSync(path, { readOnly: true });
  reading.exec('PRAGMA busy_timeout = 5000');
  const readable = nodeSqlite(reading);
  const read = openKysely(readable);
  readDirectly(read, readable, { database: written, isOpen: () => writing.isTransaction });

  const listeners = new Set<() => void>();
  const queue = new WriteQueue(tx, executorOf(writing), (seconds) => {
    observe(seconds);
    for (const listener of listeners) listener();
  });
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await queue.idle();
    await read.destroy();
    await tx.destroy();
    lock.close();
  }
  return {
    read,
    write: (work) => queue.add(work),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    // The lock beside the file keeps every other gateway away: this one is always on duty.
    onDuty: (start) => start(),
    scrub: () => queue.between(() => emptyLog(writing)),
    close: () => (closed ??= close()),
  };
}

function openKysely(database: SqliteDatabase): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
}

// The same few words around every piece of work: SQLite need not read them again each time.
function executorOf(connection: DatabaseSync): (sql: string) => void {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql) ?? connection.prepare(sql);
    prepared.set(sql, known);
    known.run();
  };
}

// Old pages live on in the write-ahead log until it is emptied. Our reader never keeps one open between two turns of the
// event loop; a foreign one (a backup) may, and then the person is not gone: that must not be answered as done.
function emptyLog(writing: DatabaseSync): void {
  const result = writing.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (result.busy !== 0)
    throw new ParleyError(
      'STORE_FAILED',
      'The log of the database could not be emptied: another process reads it. End that, and ask again.',
    );
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new ParleyError('STORE_FAILED', 'The database could not be brought up to date; it is unchanged.', {
      cause: error,
    });
}

// A lock of the operating system: it is gone with its process, however that ends.
function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(path);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    throw new ParleyError(
      'STORE_FAILED',
      `Another gateway is using the data beside ${path}. Stop it, or give this one a PARLEY_DATA_DIR of its own.`,
      { cause },
    );
  }
}
