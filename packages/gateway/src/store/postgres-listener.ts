import pg from 'pg';
import { COMMITS } from './postgres-writer.ts';

/** After a lost connection: soon enough that people do not notice, seldom enough for a database that starts. */
const RETRY_MS = 1000;

/** Hears of the commits of the other gateways on the same database; the own ones are told without a detour. */
export function listenForCommits(
  config: pg.ClientConfig,
  replica: string,
  tell: () => void,
): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let hasListened = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...config, keepAlive: true });
    client = next;
    let isOver = false;
    const again = () => {
      if (isOver || isClosed) return;
      isOver = true;
      timer = setTimeout(() => void connect(), RETRY_MS);
    };
    next.on('error', again);
    next.on('end', again);
    next.on('notification', ({ payload }) => {
      if (payload !== replica) tell();
    });
    try {
      await next.connect();
      await next.query(`LISTEN ${COMMITS}`);
      // What was committed while nobody listened.
      if (hasListened) tell();
      hasListened = true;
    } catch {
      next.end().catch(() => {});
      again();
    }
  }

  const connecting = connect();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => {});
    },
  };
}
