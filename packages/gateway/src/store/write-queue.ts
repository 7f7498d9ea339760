import type { Tx } from './store.ts';

type Job = {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** Says the words around a piece of work: at once, or with an answer to wait for. */
type Execute = (sql: string) => void | Promise<void>;

/** Told of every commit how long it took from its beginning, in seconds. */
export type ObserveCommit = (seconds: number) => void;

/** More than this in one commit would make the first of them wait noticeably. */
const MAX_GROUP = 256;

/**
 * One writer, many callers: what arrives while a commit is under way goes into the next one, so that the disk is
 * asked to sync once for all of them. Each piece of work stands alone: one that fails is undone, its neighbours are not.
 *
 * Idle: no job waits. Draining: a group is open, its jobs run one after another, then one commit ends it and every
 * caller hears its own result. A failed commit fails the whole group: nothing of it happened.
 */
export class WriteQueue {
  readonly #tx: Tx;
  readonly #execute: Execute;
  readonly #committed: ObserveCommit;
  #waiting: Job[] = [];
  #between: (() => Promise<void>)[] = [];
  #draining: Promise<void> | undefined;

  constructor(tx: Tx, execute: Execute, committed: ObserveCommit) {
    this.#tx = tx;
    this.#execute = execute;
    this.#committed = committed;
  }

  add<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Job['resolve'], reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Runs something that no transaction may be open for, as soon as the group under way is committed. */
  between(work: () => void | Promise<void>): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#between.push(async () => {
        try {
          resolve(await work());
        } catch (error) {
          reject(error);
        }
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when everything that waits now is done. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets requests that arrived together share the commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0 || this.#between.length > 0) {
      for (const work of this.#between.splice(0)) await work();
      if (this.#waiting.length > 0) await this.#runGroup();
    }
    this.#draining = undefined;
  }

  async #runGroup(): Promise<void> {
    const jobs = this.#waiting.splice(0, MAX_GROUP);
    const settle: (() => void)[] = [];
    const begunAt = performance.now();
    try {
      await this.#execute('BEGIN IMMEDIATE');
      // The list grows while it is worked through: what a job brings about joins it, as long as there is room.
      for (const job of jobs) {
        settle.push(await this.#runJob(job));
        jobs.push(...this.#waiting.splice(0, MAX_GROUP - jobs.length));
      }
      await this.#execute('COMMIT');
    } catch (error) {
      await this.#rollback();
      for (const job of jobs) job.reject(error);
      return;
    }
    this.#committed((performance.now() - begunAt) / 1000);
    for (const done of settle) done();
  }

  async #runJob(job: Job): Promise<() => void> {
    await this.#execute('SAVEPOINT job');
    try {
      const result = await job.work(this.#tx);
      await this.#execute('RELEASE job');
      return () => job.resolve(result);
    } catch (error) {
      await this.#execute('ROLLBACK TO job');
      await this.#execute('RELEASE job');
      return () => job.reject(error);
    }
  }

  async #rollback(): Promise<void> {
    try {
      await this.#execute('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself already (a full disk does that), or PostgreSQL is gone: nothing is left to undo.
    }
  }
}
