import type { Runtime } from '../runtime.ts';

/** What failed for a reason of our own, a full disk say, is tried again; nothing is sent meanwhile. */
export const RETRY_MS = 1000;

/** Work that no caller waits for: it ends in the log when it fails, and an orderly end waits for it. */
export class Work {
  readonly #runtime: Runtime;
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  run(work: () => Promise<void>): void {
    const running = work()
      .catch((err: unknown) => this.#runtime.log.error({ err }, 'the outbox failed and goes on'))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Writes what must be written, however long the store is away. */
  async untilDone(what: string, work: Parameters<Runtime['store']['write']>[0]): Promise<void> {
    for (;;) {
      try {
        await this.#runtime.store.write(work);
        return;
      } catch (err) {
        this.#runtime.log.error({ err }, `${what} could not be recorded; tried again in a second`);
        if (this.#isStopped) return;
        await this.pause();
      }
    }
  }

  async pause(): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS));
  }

  /** Starts nothing over again, and waits for what runs, but no longer than `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopped = true;
    let timeout: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timeout = setTimeout(resolve, withinMs);
    });
    await Promise.race([this.#idle(), patience]);
    clearTimeout(timeout);
  }

  async #idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
