/** Tells open phone pages that something changed; what it is they ask for themselves. */
export class Changes {
  readonly #listeners = new Set<(change: Change) => void>();

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Answers the function that ends the listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export type Change =
  | { kind: 'chat'; phone: string }
  | { kind: 'typing'; phone: string; untilMs: number }
  | { kind: 'state' }
  | { kind: 'delivery' };
