import { currentContact } from '../contacts/find.ts';
import { invalidField, notFound } from '../http/api-problem.ts';
import type { Call, CallerKey, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { answerTask } from './answer-task.ts';
import type { TaskRow } from './open-task.ts';
import { viewTask } from './view.ts';

/** The calls about what people have to look at. */
export function taskHandlers(runtime: Runtime): Pick<Handlers, 'listTasks' | 'getTask' | 'answerTask'> {
  const { store } = runtime;
  return {
    async listTasks({ query, key, language }) {
      const found = await filtered(store.read, query, key, runtime.now());
      const rows = found.slice(0, query.limit);
      runtime.log.info({ key: key.id, tasks: rows.length }, 'tasks read');
      const items = [];
      for (const row of rows) items.push(await viewTask(store.read, row, language, runtime.now()));
      return { items, cursor: found.length > query.limit ? String(rows.at(-1)?.seq) : null };
    },

    async getTask({ params, key, language }) {
      const row = await findTask(store.read, params.id, key);
      return viewTask(store.read, row, language, runtime.now());
    },

    async answerTask(call) {
      return store.write(async (tx) => {
        const { id } = call.params;
        await answerTask(tx, runtime, await findTask(tx, id, call.key), call);
        return viewTask(tx, await findTask(tx, id, call.key), call.language, runtime.now());
      });
    },
  };
}

async function filtered(
  tx: Tx,
  filter: Call<'listTasks'>['query'],
  key: CallerKey,
  now: Date,
): Promise<TaskRow[]> {
  let query = tx.selectFrom('task').selectAll().where('seq', '>', readCursor(filter.cursor));
  if (key.numbers.length > 0) query = query.where('number_id', 'in', key.numbers);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.contact !== undefined) {
    const contactId = await currentContact(tx, filter.contact);
    query = query.where('contact_id', '=', contactId ?? filter.contact);
  }
  if (filter.overdue === true) query = query.where('state', '=', 'open').where('due_at', '<', now.getTime());
  if (filter.overdue === false)
    query = query.where((where) =>
      where.or([
        where('state', '=', 'closed'),
        where('due_at', 'is', null),
        where('due_at', '>=', now.getTime()),
      ]),
    );
  return query
    .orderBy('seq')
    .limit(filter.limit + 1)
    .execute();
}

async function findTask(tx: Tx, id = '', key: CallerKey): Promise<TaskRow> {
  const row = await tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row || (key.numbers.length > 0 && !key.numbers.includes(row.number_id))) throw notFound('task', id);
  return row;
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw invalidField('cursor', {
    en: 'is not a cursor of this list; use one from an answer',
    de: 'ist keine Fortsetzungsmarke dieser Liste; nehmen Sie eine aus einer Antwort',
  });
}
