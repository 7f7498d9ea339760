import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { cursorOf, readCursor } from './cursor.ts';
import { readEvents, viewEvent } from './read-events.ts';

/** The event log over the API. */
export function eventHandlers(runtime: Runtime): Pick<Handlers, 'listEvents'> {
  const { store } = runtime;
  return {
    async listEvents({ query, key, signal }) {
      const after = await readCursor(store.read, query.after);
      const filter = { types: query.types, numbers: key.numbers };
      const deadline = Date.now() + query.wait * 1000;
      let position = after;
      for (;;) {
        const woken = nextCommit(store, signal, deadline);
        try {
          const page = await readEvents(store, position, filter, query.limit);
          position = page.position;
          if (page.rows.length > 0 || Date.now() >= deadline || signal.aborted)
            return {
              events: page.rows.map((row) => viewEvent(row, key.numbers)),
              cursor: cursorOf(position),
            };
          await woken.promise;
        } finally {
          woken.cancel();
        }
      }
    },
  };
}

// Listens from before the read, so that a commit during it is not missed.
function nextCommit(
  store: Runtime['store'],
  signal: AbortSignal,
  deadline: number,
): { readonly promise: Promise<void>; readonly cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stopListening = store.onCommit(resolve);
  const timer = setTimeout(resolve, Math.max(0, deadline - Date.now()));
  const wake = () => resolve();
  signal.addEventListener('abort', wake);
  return {
    promise,
    cancel() {
      stopListening();
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
    },
  };
}
