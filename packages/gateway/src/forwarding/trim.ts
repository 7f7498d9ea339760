import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { FORWARD_KEPT_MS, MAX_BACKLOG } from './pace.ts';

/** Given up together, so that the others wait no longer than a moment. */
const GIVE_UP_AT_ONCE = 1000;

type Bound = { readonly webhooks: number; readonly bytes: number };

/** Gives up what has waited for too long, and the oldest of what is too much for one address. */
export async function trimBacklog(runtime: Runtime, bound: Bound = MAX_BACKLOG): Promise<void> {
  const before = runtime.now().getTime() - FORWARD_KEPT_MS;
  const old = await runtime.store.read
    .selectFrom('forward')
    .select('seq')
    .where('received_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  if (old)
    await giveUp(runtime, 'older than 7 days', async (tx) => {
      const { numDeletedRows } = await tx
        .deleteFrom('forward')
        .where('received_at', '<', before)
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  for (;;) {
    const full = await overFull(runtime.store.read, bound);
    if (full === undefined) return;
    await giveUp(runtime, 'too many wait', (tx) => deleteOldest(tx, full));
  }
}

async function overFull(tx: Tx, bound: Bound) {
  const lanes = await tx
    .selectFrom('forward')
    .select(({ fn }) => ['url', fn.countAll<number>().as('webhooks'), fn.sum<number>('bytes').as('bytes')])
    .groupBy('url')
    .execute();
  return lanes.find(({ webhooks, bytes }) => Number(webhooks) > bound.webhooks || Number(bytes) > bound.bytes)
    ?.url;
}

async function deleteOldest(tx: Tx, url: string): Promise<number> {
  const oldest = await tx
    .selectFrom('forward')
    .select('seq')
    .where('url', '=', url)
    .orderBy('seq')
    .limit(GIVE_UP_AT_ONCE)
    .execute();
  const last = oldest.at(-1)?.seq ?? 0;
  await tx.deleteFrom('forward').where('url', '=', url).where('seq', '<=', last).execute();
  return oldest.length;
}

async function giveUp(runtime: Runtime, reason: string, work: (tx: Tx) => Promise<number>): Promise<void> {
  const count = await runtime.store.write(work);
  runtime.log.warn({ count, reason }, 'webhooks were given up that could not be passed on');
}
