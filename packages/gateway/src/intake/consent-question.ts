import type { ConsentStanding } from '@parley/core/consent';
import type { MessageContent } from '@parley/core/message';
import type { Tx } from '../store/index.ts';
import type { SpokenMessage } from './spoken-message.ts';

/**
 * Whether a tapped Yes answers the question for consent: our own question, a template whose policy says that it asks
 * for consent, or buttons that were sent after the request. A typed word needs no question to be quoted; but a "Yes"
 * on an appointment's template is about the appointment.
 */
export async function isTapOnQuestion(
  tx: Tx,
  message: SpokenMessage,
  standing: ConsentStanding,
  pending: readonly ('marketing' | 'utility')[],
): Promise<boolean> {
  if (message.content.type !== 'button') return true;
  if (message.quotedWamid === undefined) return false;
  const question = await tx
    .selectFrom('message')
    .select(['own', 'content', 'created_at'])
    .where('wamid', '=', message.quotedWamid)
    .where('contact_id', '=', message.contactId)
    .executeTakeFirst();
  if (!question) return false;
  if (question.own === 'consent_request') return true;
  const content = JSON.parse(question.content) as MessageContent;
  if (content.type === 'template') return asksForConsent(tx, content.name, content.language);
  return pending.some((purpose) => question.created_at >= (standing[purpose].since?.getTime() ?? Infinity));
}

async function asksForConsent(tx: Tx, name: string, language: string): Promise<boolean> {
  const rows = await tx
    .selectFrom('template_policy')
    .select('policy')
    .where('name', '=', name)
    .where('language', '=', language)
    .execute();
  return rows.some(
    ({ policy }) => (JSON.parse(policy) as { consentRequest?: boolean }).consentRequest === true,
  );
}
