import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SCHEMA } from './schema.ts';

type Value = SQLInputValue;
type Row = Record<string, unknown>;

/** Thrown when the data dir can't be used; the message is one sentence for a person. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

// What people try out here may be real: only their own user reads it. SQLite gives its log the mode of the file.
function privateFile(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'sandbox.sqlite');
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  return path;
}

/**
 * The sandbox's state in one SQLite file. What arrives while a commit is being prepared goes into the same
 * commit, so that a burst costs one flush to disk instead of one each.
 */
export class Database {
  readonly #sqlite: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #group: PromiseWithResolvers<void> | undefined;
  /** Called after each commit: the workers look at what it left for them. */
  onCommit: () => void = () => {};

  /** `folder` undefined keeps the state in memory, for tests that need no restart. */
  constructor(folder: string | undefined) {
    try {
      this.#sqlite = new DatabaseSync(folder === undefined ? ':memory:' : privateFile(folder));
      // Exclusive: a second sandbox on the same folder would send every webhook twice.
      this.#sqlite.exec(
        'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=0;',
      );
      this.#sqlite.exec(SCHEMA);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const hint = /locked|busy/.test(why)
        ? 'another sandbox is using it'
        : 'make it a folder this user may write to';
      throw new StateError(`The sandbox can't use its data folder ${folder}: ${hint} (${why}).`);
    }
  }

  all<T = Row>(sql: string, ...values: Value[]): T[] {
    return this.#prepare(sql).all(...values) as T[];
  }

  get<T = Row>(sql: string, ...values: Value[]): T | undefined {
    return this.#prepare(sql).get(...values) as T | undefined;
  }

  run(sql: string, ...values: Value[]): { changes: number; id: number } {
    const { changes, lastInsertRowid } = this.#prepare(sql).run(...values);
    return { changes: Number(changes), id: Number(lastInsertRowid) };
  }

  /** Does the work as one whole and resolves once it is on disk; when it throws, nothing of it stays. */
  async write<T>(work: () => T): Promise<T> {
    const group = this.#openGroup();
    this.#sqlite.exec('SAVEPOINT work');
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.#sqlite.exec('ROLLBACK TO work; RELEASE work');
      throw error;
    }
    this.#sqlite.exec('RELEASE work');
    await group.promise;
    return result;
  }

  close(): void {
    this.onCommit = () => {};
    this.#commit();
    this.#statements.clear();
    this.#sqlite.close();
  }

  #openGroup(): PromiseWithResolvers<void> {
    if (this.#group) return this.#group;
    this.#sqlite.exec('BEGIN IMMEDIATE');
    this.#group = Promise.withResolvers<void>();
    // A caller whose work threw does not wait for the commit; its failure must not end the process.
    this.#group.promise.catch(() => {});
    setImmediate(() => this.#commit());
    return this.#group;
  }

  #commit(): void {
    const group = this.#group;
    if (!group) return;
    this.#group = undefined;
    try {
      this.#sqlite.exec('COMMIT');
      group.resolve();
      this.onCommit();
    } catch (error) {
      if (this.#sqlite.isTransaction) this.#sqlite.exec('ROLLBACK');
      group.reject(error);
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#sqlite.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
