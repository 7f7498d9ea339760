import type { Tx } from './store.ts';

type Job = {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

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
  readonly #execute: (sql: string) => void;
  readonly #committed: () => void;
  #waiting: Job[] = [];
  #between: (() => void)[] = [];
  #draining: Promise<void> | undefined;

  constructor(tx: Tx, execute: (sql: string) => void, committed: () => void) {
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
  between(work: () => void): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#between.push(() => {
        try {
          resolve(work());
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
      for (const work of this.#between.splice(0)) work();
      if (this.#waiting.length > 0) await this.#runGroup();
    }
    this.#draining = undefined;
  }

  async #runGroup(): Promise<void> {
    const jobs = this.#waiting.splice(0, MAX_GROUP);
    const settle: (() => void)[] = [];
    try {
      this.#execute('BEGIN IMMEDIATE');
      // The list grows while it is worked through: what a job brings about joins it, as long as there is room.
      for (const job of jobs) {
        settle.push(await this.#runJob(job));
        jobs.push(...this.#waiting.splice(0, MAX_GROUP - jobs.length));
      }
      this.#execute('COMMIT');
    } catch (error) {
      this.#rollback();
      for (const job of jobs) job.reject(error);
      return;
    }
    this.#committed();
    for (const done of settle) done();
  }

  async #runJob(job: Job): Promise<() => void> {
    this.#execute('SAVEPOINT job');
    try {
      const result = await job.work(this.#tx);
      this.#execute('RELEASE job');
      return () => job.resolve(result);
    } catch (error) {
      this.#execute('ROLLBACK TO job');
      this.#execute('RELEASE job');
      return () => job.reject(error);
    }
  }

  #rollback(): void {
    try {
      this.#execute('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself already (a full disk does that); there is nothing left to undo.
    }
  }
}
