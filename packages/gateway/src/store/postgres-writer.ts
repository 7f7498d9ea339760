import { ParleyError } from '@parley/core';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { postgresValues } from './postgres-text.ts';

/** Whoever holds this lock writes; released by the end of the transaction. */
const WRITING = 7_402_001;

/** The gateway whose session holds this lock sends, delivers and keeps house; released by the end of the session. */
const DUTY = 7_402_002;

/** A database that says nothing for so long counts as gone: the next group of work asks for a new connection. */
const QUERY_TIMEOUT_MS = 30_000;

/** Where commits are told, with the id of the gateway that made them. */
export const COMMITS = 'parley_commits';

/**
 * The one connection of this process that writes. It is made when a transaction begins, and made anew after it was lost;
 * what was under way then has failed. The duty is held by the same session: whoever has lost the connection can neither
 * commit anything more nor still have the duty.
 */
export class PostgresWriter {
  readonly #config: pg.ClientConfig;
  readonly #replica: string;
  readonly #onLost = new Set<() => void>();
  #client: pg.Client | undefined;
  #connecting: Promise<pg.Client> | undefined;

  constructor(config: pg.ClientConfig, replica: string) {
    this.#config = { ...config, keepAlive: true, query_timeout: QUERY_TIMEOUT_MS };
    this.#replica = replica;
  }

  /** The words around pieces of work, as PostgreSQL says them. */
  async execute(words: string): Promise<void> {
    switch (words) {
      case 'BEGIN IMMEDIATE': {
        await this.#connected();
        await this.#query(`BEGIN; SELECT pg_advisory_xact_lock(${WRITING})`);
        return;
      }
      case 'COMMIT':
        return this.#commit();
      default:
        await this.#query(words);
    }
  }

  /** Asks for the duty; true when this process has it now. Only between transactions. */
  async takeDuty(): Promise<boolean> {
    await this.#connected();
    const { rows } = await this.#query(`SELECT pg_try_advisory_lock(${DUTY}) AS taken`);
    return rows[0]?.taken === true;
  }

  /** Calls back when the connection is lost, and with it the duty. */
  onLost(listener: () => void): void {
    this.#onLost.add(listener);
  }

  /** The connection as the query builder wants it. */
  asPool(): PostgresPool {
    const client = {
      query: (sql: string, parameters: readonly unknown[]) => this.#query(sql, parameters),
      release: () => {},
    } as unknown as PostgresPoolClient;
    return { connect: async () => client, end: async () => {} } as PostgresPool;
  }

  async close(): Promise<void> {
    await this.#connecting?.catch(() => {});
    const client = this.#client;
    this.#client = undefined;
    await client?.end();
  }

  // PostgreSQL answers the COMMIT of a transaction that has failed with a ROLLBACK, and calls that a success.
  async #commit(): Promise<void> {
    const results: unknown = await this.#query(`NOTIFY ${COMMITS}, '${this.#replica}'; COMMIT`);
    const last = (results as pg.QueryResult[]).at(-1);
    if (last?.command !== 'COMMIT') throw new Error('The database has undone the transaction.');
  }

  async #query(sql: string, parameters?: readonly unknown[]): Promise<pg.QueryResult> {
    const client = this.#client;
    if (!client) throw gone();
    try {
      return await client.query(sql, parameters && postgresValues(parameters));
    } catch (error) {
      // Errors of the database have a code of five characters; everything else is about the connection.
      const { code } = error as { code?: string };
      if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && this.#client === client) throw error;
      this.#lose(client);
      throw gone(error);
    }
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    try {
      await client.connect();
    } catch (error) {
      throw gone(error);
    }
    this.#client = client;
    return client;
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    client.end().catch(() => {});
    for (const listener of this.#onLost) listener();
  }
}

function gone(cause?: unknown): ParleyError {
  return new ParleyError(
    'STORE_FAILED',
    'The database cannot be reached: nothing was stored. Check PARLEY_DATABASE_URL, and whether PostgreSQL runs.',
    { cause },
  );
}
