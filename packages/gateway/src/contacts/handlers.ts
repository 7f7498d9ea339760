import { appendEvent } from '../events/append.ts';
import { invalidField, notFound } from '../http/api-problem.ts';
import type { Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { exportContact } from './export.ts';
import { currentContact } from './find.ts';
import { searchContacts } from './search.ts';
import { viewContact } from './view.ts';
import { viewWholeContact } from './view-whole.ts';
import { withinNumbers } from './within-numbers.ts';

/** Attributes are a few facts for templates and workflows, not a database. */
const MAX_ATTRIBUTES = 100;

/** The calls about contacts. Whoever reads people is logged. */
export function contactHandlers(
  runtime: Runtime,
): Pick<Handlers, 'listContacts' | 'getContact' | 'exportContact' | 'changeContact'> {
  return {
    async listContacts({ query, key }) {
      const tx = runtime.store.read;
      const { ids, cursor } = await searchContacts(tx, query);
      runtime.log.info({ key: key.id, contacts: ids }, 'contacts read');
      const items = [];
      for (const id of ids) items.push(withinNumbers(await viewContact(tx, runtime, id), key.numbers));
      return { items, cursor };
    },

    async getContact({ params, key }) {
      const id = await existing(runtime.store.read, params.id);
      runtime.log.info({ key: key.id, contact: id }, 'contact read');
      const contact = await viewWholeContact(runtime.store.read, runtime, id, params.id);
      return withinNumbers(contact, key.numbers);
    },

    exportContact: (call) => exportContact(runtime, call),

    changeContact: ({ params, body, key }) =>
      runtime.store.write(async (tx) => {
        const id = await existing(tx, params.id);
        await change(tx, id, body);
        const contact = await viewContact(tx, runtime, id);
        await appendEvent(tx, {
          type: 'contact.updated',
          at: runtime.now(),
          data: { contact },
          contactId: id,
        });
        return withinNumbers(contact, key.numbers);
      }),
  };
}

async function existing(tx: Tx, id = ''): Promise<string> {
  const contactId = await currentContact(tx, id);
  if (contactId === undefined) throw notFound('contact', id);
  return contactId;
}

async function change(
  tx: Tx,
  id: string,
  patch: {
    readonly name?: string | null | undefined;
    readonly attributes?: Readonly<Record<string, string | null>> | undefined;
  },
): Promise<void> {
  const row = await tx
    .selectFrom('contact')
    .select(['name', 'attributes'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const merged = { ...(JSON.parse(row.attributes) as Record<string, string>), ...patch.attributes };
  const attributes = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  if (Object.keys(attributes).length > MAX_ATTRIBUTES)
    throw invalidField('attributes', {
      en: `a contact has at most ${MAX_ATTRIBUTES}; remove some with null`,
      de: `ein Kontakt hat höchstens ${MAX_ATTRIBUTES}; entfernen Sie einige mit null`,
    });
  await tx
    .updateTable('contact')
    .set({ name: patch.name === undefined ? row.name : patch.name, attributes: JSON.stringify(attributes) })
    .where('id', '=', id)
    .execute();
}
