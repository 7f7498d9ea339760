import { notFound } from '../http/api-problem.ts';
import type { CallerKey, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { assign } from './assign.ts';
import { changeConversation } from './change.ts';
import { currentConversation } from './current.ts';
import { listConversations } from './list.ts';
import { listConversationMessages } from './messages.ts';
import type { ConversationRow } from './open.ts';
import { showRead } from './show-read.ts';
import { viewConversation } from './view.ts';

type Routes =
  | 'listConversations'
  | 'getConversation'
  | 'listConversationMessages'
  | 'changeConversation'
  | 'readConversation'
  | 'showTyping'
  | 'assignConversation'
  | 'releaseConversation'
  | 'resolveConversation'
  | 'reopenConversation';

/** Conversations over the API; every change is told as `conversation.updated`. */
export function conversationHandlers(runtime: Runtime): Pick<Handlers, Routes> {
  const { store } = runtime;
  const change = (
    call: { readonly params: Readonly<Record<string, string>>; readonly key: CallerKey },
    step: (tx: Tx, row: ConversationRow, now: Date) => Promise<void>,
  ) => changeConversation(runtime, (tx) => findConversation(tx, call), step);

  return {
    async listConversations({ query, key }) {
      const { rows, cursor } = await listConversations(store.read, query, key.numbers, runtime.now());
      const items = [];
      for (const row of rows) items.push(await viewConversation(store.read, runtime, row));
      return { items, cursor };
    },

    async getConversation(call) {
      return viewConversation(store.read, runtime, await findConversation(store.read, call));
    },

    async listConversationMessages(call) {
      const { id } = await findConversation(store.read, call);
      return listConversationMessages(store.read, id, call.query, call.language);
    },

    async readConversation(call) {
      const row = await findConversation(store.read, call);
      await showRead(runtime, row, { messageId: call.body?.message, typing: false });
      return viewConversation(store.read, runtime, row);
    },

    async showTyping(call) {
      const row = await findConversation(store.read, call);
      await showRead(runtime, row, { messageId: undefined, typing: true });
      return viewConversation(store.read, runtime, row);
    },

    changeConversation: (call) =>
      change(call, async (tx, row) => {
        const { tags, language } = call.body;
        if (tags === undefined && language === undefined) return;
        await tx
          .updateTable('conversation')
          .set({
            ...(tags === undefined ? {} : { tags: JSON.stringify([...new Set(tags)]) }),
            ...(language === undefined ? {} : { language }),
          })
          .where('id', '=', row.id)
          .execute();
      }),

    assignConversation: (call) =>
      change(call, (tx, row, now) => assign(tx, row, call.body, call.language, now)),

    releaseConversation: (call) =>
      change(call, (tx, row) =>
        update(tx, row, { assignee: null, assignee_actor: null, taken_at: null, taken_by: null }),
      ),

    resolveConversation: (call) =>
      change(call, (tx, row) =>
        // The next case begins anew: automations may answer it, and an AI says again that it is one.
        update(tx, row, {
          state: 'resolved',
          unanswered: 0,
          taken_at: null,
          taken_by: null,
          ai_disclosed_at: null,
          ai_disclosure_message_id: null,
        }),
      ),

    reopenConversation: (call) => change(call, (tx, row) => update(tx, row, { state: 'open' })),
  };
}

async function update(tx: Tx, row: ConversationRow, set: Partial<ConversationRow>): Promise<void> {
  await tx.updateTable('conversation').set(set).where('id', '=', row.id).execute();
}

async function findConversation(
  tx: Tx,
  { params, key }: { readonly params: Readonly<Record<string, string>>; readonly key: CallerKey },
): Promise<ConversationRow> {
  const id = params.id ?? '';
  const row = await currentConversation(tx, id);
  if (!row || (key.numbers.length > 0 && !key.numbers.includes(row.number_id)))
    throw notFound('conversation', id);
  return row;
}
