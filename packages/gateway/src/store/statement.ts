import type { CompiledQuery } from 'kysely';
import { type DirectRunner, directRunnerOf } from './direct-runner.ts';
import type { Tx } from './store.ts';

/** A query that is written down once and run with other values every time. */
export type Statement<Given, Row> = {
  all(tx: Tx, given: Given): Promise<readonly Row[]>;
  first(tx: Tx, given: Given): Promise<Row | undefined>;
  /** How many rows it has inserted, changed or deleted. */
  change(tx: Tx, given: Given): Promise<number>;
};

type Write<Given, Row> = (db: Tx, given: Given) => { compile(): CompiledQuery<Row> };

type Written = { readonly query: CompiledQuery<unknown>; readonly names: readonly Part[] };

/** A value of the query's own, or the name of a given one. */
type Part = { readonly name: string } | { readonly value: unknown };

/** Stands in the query where a given value goes. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Makes a statement of a query: `write` is called once for each kind of database, with stand-ins in place of the given
 * values, so that it can use them as values only and can't look at them. Putting a query together costs several times
 * what SQLite needs to run it; whatever runs for every webhook is written this way. A limit is written into it
 * (`sql.lit`): SQLite plans a query anew for every run when its limit is a parameter, which takes longer than to run it.
 */
export function statement<Given, Row>(write: Write<Given, Row>): Statement<Given, Row> {
  // By the class of the adapter: every transaction is an object of its own, the kinds of database are two.
  const written = new Map<unknown, Written>();
  const ready = new WeakMap<Tx, ReturnType<DirectRunner>>();

  function writtenFor(tx: Tx): Written {
    const kind = tx.getExecutor().adapter.constructor;
    const known = written.get(kind);
    if (known) return known;
    const query = write(tx, slots as Given).compile();
    const names = query.parameters.map((value) => (value instanceof Slot ? value : { value }));
    const fresh = { query, names };
    written.set(kind, fresh);
    return fresh;
  }

  async function run(tx: Tx, given: Given) {
    const { query, names } = writtenFor(tx);
    const parameters = names.map((part) => parameterOf(part, given));
    const prepared = ready.get(tx) ?? directRunnerOf(tx)?.(query.sql);
    if (!prepared) return tx.executeQuery({ ...query, parameters });
    ready.set(tx, prepared);
    return prepared(parameters);
  }

  return {
    all: async (tx, given) => (await run(tx, given)).rows as Row[],
    first: async (tx, given) => (await run(tx, given)).rows[0] as Row | undefined,
    change: async (tx, given) => Number((await run(tx, given)).numAffectedRows ?? 0),
  };
}

function parameterOf(part: Part, given: unknown): unknown {
  return 'name' in part ? (given as Record<string, unknown>)[part.name] : part.value;
}

const slots = new Proxy({}, { get: (_target, name) => new Slot(String(name)) });
