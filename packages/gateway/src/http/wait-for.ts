import type { Store } from '../store/index.ts';

/**
 * Reads until it is done: again after every commit, nothing is polled. Ends with what there is when the caller's
 * patience or connection does.
 */
export async function waitFor<Row>(
  store: Store,
  read: () => Promise<Row>,
  isDone: (row: Row) => boolean,
  seconds: number,
  signal: AbortSignal,
): Promise<Row> {
  let wake: () => void = () => {};
  let isOver = signal.aborted;
  const end = () => {
    isOver = true;
    wake();
  };
  let hasChanged = true;
  const stopListening = store.onCommit(() => {
    hasChanged = true;
    wake();
  });
  const timer = setTimeout(end, seconds * 1000);
  signal.addEventListener('abort', end);
  try {
    for (;;) {
      hasChanged = false;
      const row = await read();
      if (isOver || isDone(row)) return row;
      if (!hasChanged)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    clearTimeout(timer);
    stopListening();
    signal.removeEventListener('abort', end);
  }
}
