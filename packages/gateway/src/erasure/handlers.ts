import type { Erasure } from '@parley/core/gateway-api';
import { currentContact } from '../contacts/find.ts';
import { invalidField, notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { erase } from './erase.ts';
import { removeLinks } from './links.ts';

/** The calls about erasing a person. The gateway's part is done, down to the bytes of the file, before the answer. */
export function erasureHandlers(
  runtime: Runtime,
): Pick<Handlers, 'eraseContact' | 'getErasure' | 'reportErasure'> {
  return {
    async eraseContact({ params, key }) {
      const id = params.id ?? '';
      const erasure = await runtime.store.write(async (tx) => {
        const contactId = await currentContact(tx, id);
        if (contactId !== undefined) return erase(tx, runtime, contactId, 'erased');
        const earlier = await ofContact(tx, id);
        if (!earlier) throw notFound('contact', id);
        return earlier;
      });
      await runtime.store.scrub();
      runtime.log.info({ key: key.id, contact: erasure.contactId, erasure: erasure.id }, 'contact erased');
      return erasure;
    },

    async getErasure({ params }) {
      return existing(runtime.store.read, params.id ?? '');
    },

    reportErasure: ({ params, body }) =>
      runtime.store.write(async (tx) => {
        const tool = params.tool ?? '';
        if (!/^[a-z0-9][a-z0-9_.-]{0,49}$/.test(tool))
          throw invalidField('tool', {
            en: 'is not the name of a tool',
            de: 'ist nicht der Name eines Werkzeugs',
          });
        const erasure = await existing(tx, params.id ?? '');
        await removeLinks(tx, erasure.contactId, tool);
        const done = { tool, state: 'done' as const, links: [], report: body?.report ?? null };
        const others = erasure.tools.filter((entry) => entry.tool !== tool);
        const report: Erasure = { ...erasure, tools: [...others, done] };
        await tx
          .updateTable('erasure')
          .set({ report: JSON.stringify(report) })
          .where('id', '=', erasure.id)
          .execute();
        return report;
      }),
  };
}

async function existing(tx: Tx, id: string): Promise<Erasure> {
  const row = await tx.selectFrom('erasure').select('report').where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('erasure', id);
  return JSON.parse(row.report) as Erasure;
}

// Asking again for what was erased already answers with the same report.
async function ofContact(tx: Tx, contactId: string): Promise<Erasure | undefined> {
  const row = await tx
    .selectFrom('erasure')
    .select('report')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  return row && (JSON.parse(row.report) as Erasure);
}
