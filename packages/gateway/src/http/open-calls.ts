import type { ServerResponse } from 'node:http';

/** The calls that are being answered, so that those who wait can be told that there is nothing to wait for. */
export type OpenCalls = {
  /** Aborted when the caller hangs up before the answer is complete, or the server closes. */
  signalFor(response: ServerResponse): AbortSignal;
  /** The server closes: nobody waits any longer. */
  endWaiting(): void;
};

export function openCalls(): OpenCalls {
  const open = new Set<AbortController>();
  let isClosing = false;
  return {
    signalFor(response) {
      const call = new AbortController();
      open.add(call);
      response.once('close', () => {
        open.delete(call);
        if (!response.writableFinished) call.abort();
      });
      if (isClosing) call.abort();
      return call.signal;
    },
    endWaiting() {
      isClosing = true;
      for (const call of open) call.abort();
    },
  };
}
