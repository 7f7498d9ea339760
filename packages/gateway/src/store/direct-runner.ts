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
  runners.set(tx, (sql) => {
    const prepared = database.prepare(sql);
    if (prepared.reader)
      return (parameters) => {
        const rows = prepared.all(parameters);
        return { rows, numAffectedRows: rows.length };
      };
    return (parameters) => ({ rows: [], numAffectedRows: prepared.run(parameters).changes });
  });
}

/** How this database runs SQL directly; undefined where only the query builder can. */
export function directRunnerOf(tx: Tx): DirectRunner | undefined {
  return runners.get(tx);
}
