import type { LinkTarget } from '@parley/core/gateway-api';
import { currentConversation } from '../conversations/current.ts';
import { notFound } from '../http/api-problem.ts';
import type { CallerKey, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { readTool } from '../tools/tool-name.ts';
import { putLink } from './put-link.ts';

/** The references that tools keep on conversations and messages. */
export function linkHandlers(
  runtime: Runtime,
): Pick<Handlers, 'putConversationLink' | 'putMessageLink' | 'getLink'> {
  const { store } = runtime;
  return {
    putConversationLink: ({ params, body, key }) =>
      store.write(async (tx) => {
        const tool = readTool(params);
        const id = params.id ?? '';
        const row = await currentConversation(tx, id);
        if (!row || !isInReach(key, row.number_id)) throw notFound('conversation', id);
        await putLink(tx, { tool, ...body }, { conversationId: row.id, messageId: null });
        return linkTarget(tx, key, tool, body.key);
      }),

    putMessageLink: ({ params, body, key }) =>
      store.write(async (tx) => {
        const tool = readTool(params);
        const id = params.id ?? '';
        const row = await tx
          .selectFrom('message')
          .select(['id', 'conversation_id', 'number_id'])
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row || !isInReach(key, row.number_id)) throw notFound('message', id);
        await putLink(tx, { tool, ...body }, { conversationId: row.conversation_id, messageId: row.id });
        return linkTarget(tx, key, tool, body.key);
      }),

    async getLink({ params, key }) {
      const tool = readTool(params);
      const target = await linkTarget(store.read, key, tool, params.key ?? '');
      if (target.items.length === 0) throw notFound('link', target.key);
      return target;
    },
  };
}

function isInReach(key: CallerKey, numberId: string | null): boolean {
  return key.numbers.length === 0 || (numberId !== null && key.numbers.includes(numberId));
}

async function linkTarget(tx: Tx, caller: CallerKey, tool: string, key: string): Promise<LinkTarget> {
  const found = await tx
    .selectFrom('link')
    .leftJoin('conversation', 'conversation.id', 'link.conversation_id')
    .select(['link.part', 'link.conversation_id', 'link.message_id', 'conversation.number_id'])
    .where('link.tool', '=', tool)
    .where('link.key', '=', key)
    .orderBy('link.part')
    .execute();
  const rows = found.filter((row) => isInReach(caller, row.number_id));
  return {
    tool,
    key,
    items: rows.map((row) => ({
      part: row.part,
      conversationId: row.conversation_id,
      messageId: row.message_id,
    })),
  };
}
