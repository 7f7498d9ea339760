import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** Prepared statements kept per connection; the product has a few hundred, the rest is headroom. */
const MAX_STATEMENTS = 1000;

/** Lets Kysely speak to Node's own SQLite, with prepared statements kept for reuse. */
export function nodeSqlite(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = wrap(database.prepare(sql));
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}

type Values = readonly unknown[];

// Node fills a row's object column by column from outside the engine, and what comes out is slow to read and to copy:
// for a wide row that takes three times as long as to take its values as a list and name them here.
function wrap(statement: StatementSync): SqliteStatement {
  const names = statement.columns().map(({ name }) => name);
  statement.setReturnArrays(true);
  const rowOf = (values: Values) => {
    const row: Record<string, unknown> = {};
    for (let column = 0; column < names.length; column += 1) row[names[column] as string] = values[column];
    return row;
  };
  const given = (parameters: readonly unknown[]) => parameters.map(toSqlite);
  return {
    reader: names.length > 0,
    all: (parameters) => (statement.all(...given(parameters)) as unknown as Values[]).map(rowOf),
    run: (parameters) => statement.run(...given(parameters)),
    *iterate(parameters) {
      for (const values of statement.iterate(...given(parameters))) yield rowOf(values as unknown as Values);
    },
  };
}

function toSqlite(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined) return null;
  return value as SQLInputValue;
}
