import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { eventually } from '../support/eventually.ts';

/** Where a send is stopped: before the gateway has seen it, or after it has taken it. */
export type Hold = 'request' | 'answer';

export type HeldWay = Awaited<ReturnType<typeof openHeldWay>>;

/** A way to the gateway on which the next sends can be stopped, so that their sender can be ended amid its call. */
export async function openHeldWay(to: string) {
  let hold: Hold | undefined;
  let held = 0;
  const server = createServer((request, response) => {
    void pass(request, response).catch((error) => response.destroy(error as Error));
  });
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const stopped = request.method === 'POST' && request.url === '/v1/messages' ? hold : undefined;
    const body = await text(request);
    if (stopped !== 'request') {
      const answer = await exchange(new URL(String(request.url), to), request, body);
      if (stopped === undefined) {
        response.writeHead(answer.status, answer.headers).end(answer.body);
        return;
      }
    }
    // Nobody will ever answer this one: its sender is about to end.
    held += 1;
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Stops every send from now on. */
    stop(at: Hold) {
      hold = at;
      held = 0;
    },
    /** Waits until a send is stopped. */
    stopped: () => eventually(() => held > 0, 'a send is on its way'),
    open() {
      hold = undefined;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = { status: number; headers: Record<string, string>; body: string };

function exchange(url: URL, { method, headers }: IncomingMessage, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = forward(url, { method, headers: { ...headers, host: url.host } }, async (answer) => {
      const type = answer.headers['content-type'];
      resolve({
        status: answer.statusCode ?? 502,
        headers: type === undefined ? {} : { 'content-type': type },
        body: await text(answer),
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}
