/** Does the work that may lag behind (cards, marks), so that it never holds up a customer's message. */
export class Tidier {
  readonly #settle: () => Promise<void>;
  readonly #done: (cursor: string) => Promise<void>;
  #cursor: string | undefined;
  #running: Promise<void> | undefined;
  #failure: unknown;

  /** `settle` does what was asked for up to now; `done` is told how far that reaches. */
  constructor(settle: () => Promise<void>, done: (cursor: string) => Promise<void>) {
    this.#settle = settle;
    this.#done = done;
  }

  /** Everything up to this cursor is posted; the rest of it is done as soon as possible. Throws what went wrong before. */
  upTo(cursor: string): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#cursor = cursor;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    try {
      while (this.#cursor !== undefined) {
        const cursor = this.#cursor;
        this.#cursor = undefined;
        await this.#settle();
        await this.#done(cursor);
      }
    } catch (error) {
      this.#failure = error;
    }
  }
}
