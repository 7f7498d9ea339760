import type { WebhookEvent } from '@parley/core/cloud-api';
import { type ForwardTarget, listTargets } from '../forwarding/keep.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { storeItem } from './store-item.ts';

/** More than this in one piece of work would make the first of them wait noticeably. */
const MAX_WEBHOOKS = 256;

type Batch = {
  readonly webhooks: (readonly WebhookEvent[])[];
  /** Where webhooks are passed on to, once all of them are committed; undefined when none is. */
  readonly stored: Promise<readonly ForwardTarget[] | undefined>;
};

/** Webhooks that wait for their turn to write. */
const waiting = new WeakMap<Runtime, Batch>();

/**
 * Stores what several webhooks say as one piece of work: each would otherwise have a savepoint of its own, for which
 * the store sets aside every page that it changes. Once it is committed, and everything that was to be stored with it,
 * tells where webhooks are passed on to: read once for all of them. Undefined when one of them is odd: then nothing of
 * any is stored, and each is to be stored by itself.
 */
export function storeTogether(
  runtime: Runtime,
  items: readonly WebhookEvent[],
): Promise<readonly ForwardTarget[] | undefined> {
  const batch = waiting.get(runtime) ?? openBatch(runtime);
  batch.webhooks.push(items);
  if (batch.webhooks.length >= MAX_WEBHOOKS) waiting.delete(runtime);
  return batch.stored;
}

function openBatch(runtime: Runtime): Batch {
  const webhooks: Batch['webhooks'] = [];
  const stored = runtime.store
    .write(async (tx) => {
      // From here on it is under way, and what arrives waits for the next.
      if (waiting.get(runtime)?.webhooks === webhooks) waiting.delete(runtime);
      await storeInOrder(tx, runtime, webhooks);
      return listTargets.all(tx, {});
    })
    .catch(() => undefined);
  const batch = { webhooks, stored };
  waiting.set(runtime, batch);
  return batch;
}

async function storeInOrder(
  tx: Tx,
  runtime: Runtime,
  webhooks: readonly (readonly WebhookEvent[])[],
): Promise<void> {
  for (const items of webhooks) for (const item of items) await storeItem(tx, runtime, item);
}
