import type { Erasure } from '@parley/core/gateway-api';
import { currentContact } from '../contacts/find.ts';
import { notFound } from '../http/api-problem.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { checkWholeBusiness } from '../keys/whole-business.ts';
import { clearMarked } from '../media/shelf.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { readTool } from '../tools/tool-name.ts';
import { erase } from './erase.ts';
import { noteDone } from './report.ts';
import { viewErasure } from './view.ts';

/** The calls about erasing a person. The gateway's part is done, down to the bytes of the file, before the answer. */
export function erasureHandlers(
  runtime: Runtime,
): Pick<Handlers, 'eraseContact' | 'listErasures' | 'getErasure' | 'reportErasure'> {
  return {
    async eraseContact({ params, key }) {
      checkWholeBusiness(key);
      const id = params.id ?? '';
      const erasure = await runtime.store.write(async (tx) => {
        const contactId = await currentContact(tx, id);
        if (contactId !== undefined) return erase(tx, runtime, contactId, 'erased');
        const earlier = await ofContact(tx, id);
        if (!earlier) throw notFound('contact', id);
        return earlier;
      });
      await clearMarked(runtime);
      await runtime.store.scrub();
      runtime.log.info({ key: key.id, contact: erasure.contactId, erasure: erasure.id }, 'contact erased');
      return erasure;
    },

    async listErasures({ query }) {
      const found = await listed(runtime.store.read, query);
      const items = found.slice(0, query.limit).map(({ report }) => viewErasure(report));
      const last = found[query.limit - 1];
      return { items, cursor: found.length > query.limit && last ? last.id : null };
    },

    async getErasure({ params }) {
      return existing(runtime.store.read, params.id ?? '');
    },

    async reportErasure({ params, body, key }) {
      const tool = readTool(params);
      const erasure = await runtime.store.write(async (tx) =>
        noteDone(tx, await existing(tx, params.id ?? ''), tool, body?.report ?? null, key, runtime.now()),
      );
      await runtime.store.scrub();
      return erasure;
    },
  };
}

// Ids grow with time. What is pending is read off the report, as the alert does.
async function listed(
  tx: Tx,
  { state, cursor, limit }: Call<'listErasures'>['query'],
): Promise<readonly { readonly id: string; readonly report: string }[]> {
  let query = tx.selectFrom('erasure').select(['id', 'report']);
  if (cursor !== undefined) query = query.where('id', '>', cursor);
  if (state !== undefined)
    query = query.where('report', state === 'pending' ? 'like' : 'not like', '%"state":"pending"%');
  return query
    .orderBy('id')
    .limit(limit + 1)
    .execute();
}

async function existing(tx: Tx, id: string): Promise<Erasure> {
  const row = await tx.selectFrom('erasure').select('report').where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('erasure', id);
  return viewErasure(row.report);
}

// Asking again for what was erased already answers with the same report.
async function ofContact(tx: Tx, contactId: string): Promise<Erasure | undefined> {
  const row = await tx
    .selectFrom('erasure')
    .select('report')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row && viewErasure(row.report);
}
