import { sql } from 'kysely';
import type { Resolved } from '../contacts/find.ts';
import { type ConversationRow, findConversationOf } from '../conversations/open.ts';
import { ApiProblem, invalidField } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';
import { answeredMeanwhile } from './problems.ts';

export type NewLink = { readonly tool: string; readonly key: string; readonly part: number };

/** The conversation that a recipient has with a number, if there is one. */
export async function findConversation(
  tx: Tx,
  recipient: Resolved,
  numberId: string,
): Promise<ConversationRow | undefined> {
  if (recipient.kind === 'new') return undefined;
  return findConversationOf(tx, { contactId: recipient.contactId, numberId });
}

/** The message to quote: one of the same conversation that WhatsApp knows. */
export async function findQuote(
  tx: Tx,
  conversation: ConversationRow | undefined,
  quote: string | undefined,
): Promise<{ readonly id: string; readonly wamid: string } | undefined> {
  if (quote === undefined) return undefined;
  const row = conversation && (await messageOf(tx, conversation.id, quote));
  if (!row)
    throw invalidField('quote', {
      en: `there is no message "${quote}" in this conversation`,
      de: `in dieser Unterhaltung gibt es keine Nachricht "${quote}"`,
    });
  if (row.wamid === null)
    throw invalidField('quote', {
      en: 'that message is not sent yet, so it cannot be quoted',
      de: 'diese Nachricht ist noch nicht gesendet und lässt sich nicht zitieren',
    });
  return { id: row.id, wamid: row.wamid };
}

/** Throws 409 ANSWERED_MEANWHILE when the business has answered after the newest message that the author saw. */
export async function checkIfLast(
  tx: Tx,
  conversation: ConversationRow | undefined,
  ifLast: string | undefined,
  language: 'de' | 'en',
): Promise<void> {
  if (ifLast === undefined) return;
  const seen = conversation && (await messageOf(tx, conversation.id, ifLast));
  if (!seen)
    throw invalidField('ifLast', {
      en: `there is no message "${ifLast}" in this conversation`,
      de: `in dieser Unterhaltung gibt es keine Nachricht "${ifLast}"`,
    });
  const answer = await tx
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', seen.conversation_id)
    .where('seq', '>', seen.seq)
    // An answer of the time before the connection is imported after what it came before.
    .where('created_at', '>=', seen.created_at)
    .where('direction', '=', 'outbound')
    .where('status', 'not in', ['failed', 'cancelled'])
    .limit(sql.lit(1))
    .executeTakeFirst();
  if (answer) throw answeredMeanwhile(answer.id, language);
}

/** Throws 409 LINK_TAKEN when a tool's reference is somebody else's already. */
export async function checkLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  const seen = new Set<string>();
  for (const [index, { tool, key, part }] of links.entries()) {
    const name = JSON.stringify([tool, key, part]);
    if (seen.has(name))
      throw invalidField(`links[${index}]`, {
        en: 'stands in the list twice',
        de: 'steht zweimal in der Liste',
      });
    seen.add(name);
    const taken = await tx
      .selectFrom('link')
      .select('key')
      .where('tool', '=', tool)
      .where('key', '=', key)
      .where('part', '=', part)
      .executeTakeFirst();
    if (taken)
      throw new ApiProblem({
        status: 409,
        code: 'LINK_TAKEN',
        title: { en: 'The reference is taken', de: 'Der Verweis ist vergeben' },
        detail: {
          en: `links[${index}]: the reference "${key}" (part ${part}) of ${tool} belongs to something else already.`,
          de: `links[${index}]: Der Verweis "${key}" (Teil ${part}) von ${tool} gehört schon zu etwas anderem.`,
        },
        remedy: {
          en: 'Use another key or part; nothing was sent.',
          de: 'Nehmen Sie einen anderen Schlüssel oder Teil; es wurde nichts gesendet.',
        },
        errors: [{ path: `links[${index}].key`, message: { en: 'is taken', de: 'ist vergeben' } }],
      });
  }
}

export async function saveLinks(
  tx: Tx,
  conversationId: string,
  messageId: string,
  links: readonly NewLink[],
): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('link')
    .values(links.map((link) => ({ ...link, conversation_id: conversationId, message_id: messageId })))
    .execute();
}

async function messageOf(tx: Tx, conversationId: string, id: string) {
  return tx
    .selectFrom('message')
    .select(['id', 'seq', 'wamid', 'conversation_id', 'created_at'])
    .where('id', '=', id)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
}
