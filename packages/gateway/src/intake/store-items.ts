import type { WebhookEvent } from '@parley/core/cloud-api';
import { type ForwardTarget, listTargets } from '../forwarding/keep.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { storeTogether } from './batch.ts';
import { keepRaw } from './keep-raw.ts';
import { withSavepoint } from './savepoint.ts';
import { isStoreFault } from './store-fault.ts';
import { storeItem } from './store-item.ts';

/**
 * Stores everything one webhook says in one transaction. Webhooks and their items are expected to be fine and share it
 * with what arrives at the same time; when one is not, each webhook is stored by itself, and an odd one with each item
 * apart, so that only the odd item is undone and kept raw. Returns where webhooks are passed on to, as of that moment.
 */
export async function storeItems(
  runtime: Runtime,
  items: readonly WebhookEvent[],
): Promise<readonly ForwardTarget[]> {
  return (await storeTogether(runtime, items)) ?? (await storeAlone(runtime, items));
}

// In one turn, so that an odd webhook keeps its place among its neighbours.
function storeAlone(runtime: Runtime, items: readonly WebhookEvent[]): Promise<readonly ForwardTarget[]> {
  return runtime.store.write(async (tx) => {
    try {
      await withSavepoint(tx, async () => {
        for (const item of items) await storeItem(tx, runtime, item);
      });
    } catch (error) {
      if (isStoreFault(error)) throw error;
      await storeApart(tx, runtime, items);
    }
    return listTargets.all(tx, {});
  });
}

async function storeApart(tx: Tx, runtime: Runtime, items: readonly WebhookEvent[]): Promise<void> {
  for (const item of items) {
    try {
      await withSavepoint(tx, () => storeItem(tx, runtime, item));
    } catch (error) {
      if (isStoreFault(error)) throw error;
      // Names and codes only: the item holds phone numbers and what people wrote.
      runtime.log.error(
        { kind: item.kind, fault: faultOf(error) },
        'a webhook item could not be processed; it is kept raw',
      );
      await keepRaw(tx, runtime, item, 'failed');
    }
  }
}

function faultOf(error: unknown): { name: unknown; code: unknown; at: string | undefined } {
  const { name, code, stack } = Object(error) as { name?: unknown; code?: unknown; stack?: unknown };
  const lines = typeof stack === 'string' ? stack.split('\n') : [];
  return { name, code, at: lines.find((line) => line.trimStart().startsWith('at '))?.trim() };
}
