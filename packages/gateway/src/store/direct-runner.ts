import type { SqliteDatabase } from 'kysely';
import type { Tx } from './store.ts';

type Result = { readonly rows: readonly unknown[]; readonly numAffectedRows: number | bigint };

/** Prepares SQL on the connection itself; what comes back runs it at once. */
export type DirectRunner = (sql: string) => (parameters: readonly unknown[]) => Result;

const runners = new WeakMap<Tx, DirectRunner>();

/**
 * Lets statements run on a database without the query builder's queue for the one connection: SQLite answers at once,
 * so that nothing can come between.
 */
export function runDirectly(tx: Tx, database: SqliteDatabase): void {
  runners.set(tx, (sql) => runnerOn(database, sql));
}

/** The connection that writes, and whether a transaction is open on it now. */
export type Writing = { readonly database: SqliteDatabase; readonly isOpen: () => boolean };

/**
 * The same for reads, which see what is committed: a connection of their own forgets every page it knows with each
 * commit of the writing one. While no transaction is open there, that one sees exactly what is committed, and knows the
 * pages that have just changed: so it is asked then.
 */
export function readDirectly(tx: Tx, database: SqliteDatabase, writing: Writing): void {
  runners.set(tx, (sql) => {
    const apart = runnerOn(database, sql);
    // Whatever else is run in the wrong place fails on the connection that may only read.
    if (!/^\s*select\b/i.test(sql)) return apart;
    const beside = runnerOn(writing.database, sql);
    return (parameters) => (writing.isOpen() ? apart(parameters) : beside(parameters));
  });
}

function runnerOn(database: SqliteDatabase, sql: string): ReturnType<DirectRunner> {
  const prepared = database.prepare(sql);
  if (prepared.reader)
    return (parameters) => {
      const rows = prepared.all(parameters);
      return { rows, numAffectedRows: rows.length };
    };
  return (parameters) => ({ rows: [], numAffectedRows: prepared.run(parameters).changes });
}

/** How this database runs SQL directly; undefined where only the query builder can. */
export function directRunnerOf(tx: Tx): DirectRunner | undefined {
  return runners.get(tx);
}
