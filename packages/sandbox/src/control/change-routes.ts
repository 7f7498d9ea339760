import type { FastifyInstance } from 'fastify';
import type { Change } from '../changes.ts';
import type { Sandbox } from '../sandbox.ts';

/** A comment now and then keeps proxies and browsers from giving the stream up. */
const HEARTBEAT_MS = 15_000;

/** Pages open at once; more would keep the process busy telling nobody. */
const LISTENERS_MAX = 50;

/** A stream of server-sent events that says what changed, for open phone pages. */
export function changeRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const streams = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of [...streams]) end();
  });

  app.get('/sandbox/changes', (_request, reply) => {
    if (streams.size >= LISTENERS_MAX) {
      return reply.code(429).send({ error: { message: 'Too many pages are open.', fields: [] } });
    }
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    raw.write(': open\n\n');
    const unlisten = sandbox.changes.listen((change: Change) =>
      raw.write(`data: ${JSON.stringify(change)}\n\n`),
    );
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    const end = () => {
      clearInterval(heartbeat);
      unlisten();
      streams.delete(end);
      raw.end();
    };
    streams.add(end);
    raw.on('close', end);
    return reply;
  });
}
