import { randomUUID } from 'node:crypto';
import { ParleyError } from '@parley/core';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { migrationsFor } from './migrations.ts';
import { takeTurns } from './postgres-duty.ts';
import { listenForCommits } from './postgres-listener.ts';
import { postgresValues } from './postgres-text.ts';
import { PostgresWriter } from './postgres-writer.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';
import { type ObserveCommit, WriteQueue } from './write-queue.ts';

/** Readers at a time; a gateway answers most requests within milliseconds. */
const MAX_READERS = 10;

/** How long a start, or a request, waits for a database that does not answer. */
const CONNECT_TIMEOUT_MS = 5000;

const BIGINT = 20;
const NUMERIC = 1700;

// Moments and counts are far below 2^53: read as the numbers they are with SQLite.
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT || oid === NUMERIC
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Opens the PostgreSQL store at a `postgres://` address; any number of gateways may have it open. One of them writes at
 * a time, a group of work per commit, so that everything that holds for SQLite's one writer holds here: what was decided
 * rests on what is committed, and events are numbered in the order of their commits.
 */
export async function openPostgres(url: string, observe: ObserveCommit = () => {}): Promise<Store> {
  const config = { connectionString: url, types, connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
  const pool = new pg.Pool({ ...config, max: MAX_READERS });
  // An idle reader that loses its connection is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const read = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: readersOf(pool) }) });
  const replica = randomUUID();
  const writer = new PostgresWriter(config, replica);
  const tx = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: writer.asPool() }) });
  try {
    await migrate(read);
  } catch (error) {
    await Promise.all([read.destroy(), writer.close()]);
    throw error;
  }
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const queue = new WriteQueue(
    tx,
    (words) => writer.execute(words),
    (seconds) => {
      observe(seconds);
      tell();
    },
  );
  const listener = listenForCommits(config, replica, tell);
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await queue.idle();
    await Promise.all([listener.close(), read.destroy()]);
    await tx.destroy();
    await writer.close();
  }
  return {
    read,
    write: (work) => queue.add(work),
    onCommit(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    // Dead rows and the log are the database's own: its operator sets how long they live.
    scrub: async () => {},
    onDuty: (start) => takeTurns(writer, queue, start),
    close: () => (closed ??= close()),
  };
}

/** A look into a database that changes nothing. */
export function readPostgres(url: string): { readonly db: Kysely<Tables>; close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    max: 1,
    options: '-c default_transaction_read_only=on',
  });
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: readersOf(pool) }) });
  return { db, close: () => db.destroy() };
}

function readersOf(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      return {
        query: (sql: string, values: readonly unknown[]) => client.query(sql, postgresValues(values)),
        release: () => client.release(),
      } as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  } as PostgresPool;
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor('postgres') } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new ParleyError('STORE_FAILED', 'The database could not be brought up to date; it is unchanged.', {
      cause: error,
    });
}
