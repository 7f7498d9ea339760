import { type AddressInfo, createServer, type Server } from 'node:net';
import type { Lookup } from '../../../packages/gateway/src/outgoing/guarded-post.ts';

/** A DNS whose answer a test decides, and that keeps who was asked for. */
export type Names = { leadTo: readonly string[]; readonly asked: string[]; readonly lookup: Lookup };

/** Names that all lead to the same addresses. */
export function names(): Names {
  const asked: string[] = [];
  const lookup = (host: string, _options: object, found: (error: null, all: object[]) => void) => {
    asked.push(host);
    found(
      null,
      dns.leadTo.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  const dns: Names = { leadTo: [], asked, lookup: lookup as unknown as Lookup };
  return dns;
}

/** A port of this machine that nobody may knock at; it counts who does, before a byte is read. */
export async function startTrap() {
  let knocks = 0;
  const open = (port: number, host: string) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer((socket) => {
        knocks += 1;
        socket.destroy();
      });
      server.once('error', reject).listen(port, host, () => resolve(server));
    });
  const first = await open(0, '127.0.0.1');
  const { port } = first.address() as AddressInfo;
  // Not every machine has IPv6.
  const second = await open(port, '::1').catch(() => undefined);
  return {
    port,
    get knocks() {
      return knocks;
    },
    async close() {
      for (const server of [first, second])
        await new Promise((resolve) => server?.close(resolve) ?? resolve(0));
    },
  };
}

export type Trap = Awaited<ReturnType<typeof startTrap>>;
