import { notFound } from '../http/api-problem.ts';
import type { CallerKey, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { createSubscription } from './create.ts';
import { replay } from './replay.ts';
import { filterOf, type SubscriptionRow, viewDelivery, viewSubscription } from './view.ts';

type Routes =
  | 'createSubscription'
  | 'listSubscriptions'
  | 'getSubscription'
  | 'deleteSubscription'
  | 'listDeliveries'
  | 'replaySubscription';

/** Subscriptions over the API. */
export function subscriptionHandlers(runtime: Runtime): Pick<Handlers, Routes> {
  const { store } = runtime;
  return {
    async createSubscription(call) {
      const { row, secret } = await createSubscription(runtime, call);
      return { ...(await viewSubscription(store.read, row, call.language)), secret };
    },

    async listSubscriptions({ key, language }) {
      const rows = await store.read.selectFrom('subscription').selectAll().orderBy('id').execute();
      const items = [];
      for (const row of rows)
        if (isInReach(key, row)) items.push(await viewSubscription(store.read, row, language));
      return { items, cursor: null };
    },

    async getSubscription(call) {
      return viewSubscription(store.read, await findSubscription(store.read, call), call.language);
    },

    deleteSubscription: (call) =>
      store.write(async (tx) => {
        const { id } = await findSubscription(tx, call);
        await tx.deleteFrom('delivery').where('subscription_id', '=', id).execute();
        await tx.deleteFrom('subscription').where('id', '=', id).execute();
        return undefined;
      }),

    async listDeliveries(call) {
      const { id } = await findSubscription(store.read, call);
      const { cursor, limit, state } = call.query;
      let query = store.read
        .selectFrom('delivery')
        .selectAll()
        .where('subscription_id', '=', id)
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (cursor !== undefined) query = query.where('id', '<', cursor);
      if (state !== undefined) query = query.where('state', '=', state);
      const found = await query.execute();
      const rows = found.slice(0, limit);
      return {
        items: rows.map((row) => viewDelivery(row, call.language)),
        cursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
      };
    },

    async replaySubscription(call) {
      const row = await findSubscription(store.read, call);
      return { events: await replay(runtime, row, call.body?.after ?? '') };
    },
  };
}

type Named = { readonly params: Readonly<Record<string, string>>; readonly key: CallerKey };

async function findSubscription(tx: Tx, { params, key }: Named): Promise<SubscriptionRow> {
  const id = params.id ?? '';
  const row = await tx.selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || !isInReach(key, row)) throw notFound('subscription', id);
  return row;
}

// A key that is bound to numbers sees the subscriptions that hear of no others.
function isInReach(key: CallerKey, row: SubscriptionRow): boolean {
  const { numbers } = filterOf(row);
  return key.numbers.length === 0 || (numbers.length > 0 && numbers.every((id) => key.numbers.includes(id)));
}
