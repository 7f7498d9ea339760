import { type OutboundContent, REACTION_REACH_MS } from '@parley/core/message';
import { invalidField } from '../http/api-problem.ts';
import type { Tx } from '../store/index.ts';

const PATH = 'content.message';

/**
 * Checks the message that a reaction names: one of the same conversation that WhatsApp knows, no reaction itself, not
 * deleted and of the last 30 days. Meta would accept the others and report them as failed.
 */
export async function checkReactionTarget(
  tx: Tx,
  conversationId: string | undefined,
  content: OutboundContent,
  now: Date,
): Promise<void> {
  if (content.type !== 'reaction') return;
  const row =
    conversationId === undefined
      ? undefined
      : await tx
          .selectFrom('message')
          .select(['wamid', 'content', 'created_at', 'revoked_at'])
          .where('id', '=', content.message)
          .where('conversation_id', '=', conversationId)
          .executeTakeFirst();
  if (!row)
    throw invalidField(PATH, {
      en: `there is no message "${content.message}" in this conversation`,
      de: `in dieser Unterhaltung gibt es keine Nachricht "${content.message}"`,
    });
  if (row.wamid === null)
    throw invalidField(PATH, {
      en: 'WhatsApp does not know that message (yet), so nobody can react to it',
      de: 'WhatsApp kennt diese Nachricht (noch) nicht; niemand kann darauf reagieren',
    });
  if ((JSON.parse(row.content) as { type: string }).type === 'reaction')
    throw invalidField(PATH, {
      en: 'that message is a reaction itself; name the message that it is on',
      de: 'diese Nachricht ist selbst eine Reaktion; nennen Sie die Nachricht, zu der sie gehört',
    });
  if (row.revoked_at !== null)
    throw invalidField(PATH, { en: 'that message has been deleted', de: 'diese Nachricht wurde gelöscht' });
  if (now.getTime() - row.created_at > REACTION_REACH_MS)
    throw invalidField(PATH, {
      en: 'that message is older than 30 days: WhatsApp shows no reaction on it any more',
      de: 'diese Nachricht ist älter als 30 Tage: WhatsApp zeigt keine Reaktion mehr darauf',
    });
}

/** The WhatsApp id of the message that a reaction names. */
export async function findReactsToWamid(tx: Tx, content: OutboundContent): Promise<string | undefined> {
  if (content.type !== 'reaction') return undefined;
  const row = await tx
    .selectFrom('message')
    .select('wamid')
    .where('id', '=', content.message)
    .executeTakeFirst();
  return row?.wamid ?? undefined;
}
