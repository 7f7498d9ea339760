import { ApiProblem } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';

/** What a tool's reference points at: a conversation, or one of its messages. */
export type LinkPlace = { readonly conversationId: string; readonly messageId: string | null };

export type NewLink = { readonly tool: string; readonly key: string; readonly part: number };

/**
 * Points a tool's reference at a place. A reference points at one place only (409 `LINK_TAKEN`); a place has one
 * reference of a tool and part, so that another key replaces the one before.
 */
export async function putLink(tx: Tx, { tool, key, part }: NewLink, place: LinkPlace): Promise<void> {
  const taken = await tx
    .selectFrom('link')
    .selectAll()
    .where('tool', '=', tool)
    .where('key', '=', key)
    .where('part', '=', part)
    .executeTakeFirst();
  if (taken) {
    if (taken.conversation_id === place.conversationId && taken.message_id === place.messageId) return;
    throw linkTaken(tool, key, part);
  }
  await tx
    .deleteFrom('link')
    .where('tool', '=', tool)
    .where('part', '=', part)
    .where('conversation_id', '=', place.conversationId)
    .where('message_id', place.messageId === null ? 'is' : '=', place.messageId)
    .execute();
  await tx
    .insertInto('link')
    .values({ tool, key, part, conversation_id: place.conversationId, message_id: place.messageId })
    .execute();
}

function linkTaken(tool: string, key: string, part: number): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: 'LINK_TAKEN',
    title: { en: 'The link points elsewhere', de: 'Die Verknüpfung zeigt woandershin' },
    detail: {
      en: `"${key}" (part ${part}) of ${tool} is the reference of another conversation or message.`,
      de: `"${key}" (Teil ${part}) von ${tool} ist der Verweis einer anderen Unterhaltung oder Nachricht.`,
    },
    remedy: {
      en: `Read it with GET /v1/links/${tool}/{key}; use another key or part for this one.`,
      de: `Lesen Sie sie mit GET /v1/links/${tool}/{key}; nehmen Sie hier einen anderen Schlüssel oder Teil.`,
    },
  });
}
