import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server on a free loopback port that ends with the test, open connections included. */
export type StandIn = { readonly port: number; readonly url: string; [Symbol.asyncDispose](): Promise<void> };

/** A request as it arrived. */
export type Arrived = { readonly request: IncomingMessage; readonly body: Buffer };

/** Answers HTTP by the listener, and keeps what arrived. */
export async function httpStandIn(
  answer: RequestListener,
): Promise<StandIn & { readonly arrived: Arrived[] }> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    arrived.push({ request, body: await buffer(request) });
    answer(request, response);
  });
  return Object.assign(await listening(server), { arrived });
}

/** Treats each connection as the handler says, below HTTP. */
export function tcpStandIn(handle: (socket: Socket) => void): Promise<StandIn> {
  return listening(
    createTcpServer((socket) => {
      // The other side may go away at any moment; that is what these tests are about.
      socket.on('error', () => socket.destroy());
      handle(socket);
    }),
  );
}

/** A port of this machine that nothing listens on. */
export async function closedPort(): Promise<number> {
  await using server = await tcpStandIn(() => {});
  return server.port;
}

async function listening(server: Server): Promise<StandIn> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
