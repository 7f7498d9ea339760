import { type AskedPurpose, askedPurposes, REQUEST_VALID_MS } from '@parley/core/consent';
import type { MessageContent } from '@parley/core/message';
import type { ConsentRow } from '../consent/standing.ts';
import type { Tx } from '../store/index.ts';
import { lastToCustomer } from './offered.ts';
import type { SpokenMessage } from './spoken-message.ts';

/** What waits for the person's own word: since when, and the entry that asked or granted it. */
export type Pending = { readonly purpose: AskedPurpose; readonly since: number; readonly asked: ConsentRow };

/**
 * Of what is pending, what a Yes agrees to. A typed word needs no question to be quoted and is for all of it; a tap is
 * for what its question asked: our own question, a template whose policy says that it asks for consent, or buttons
 * that were sent after the request. A "Yes" on an appointment's template is about the appointment.
 */
export async function agreedTo(
  tx: Tx,
  message: SpokenMessage,
  pending: readonly Pending[],
): Promise<readonly Pending[]> {
  if (message.content.type !== 'button' || pending.length === 0) return pending;
  const question = await quotedMessage(tx, message);
  if (!question) return [];
  const own = purposeOf(question);
  if (own !== undefined)
    return pending.filter((waiting) => waiting.purpose === own && isStillOpen(question, waiting, message.at));
  const content = JSON.parse(question.content) as MessageContent;
  if (content.type === 'template')
    return (await asksForConsent(tx, content.name, content.language)) ? pending : [];
  return pending.some(({ since }) => question.created_at >= since) ? pending : [];
}

/** Our own question that this message answers: the one whose button was tapped, or for a word the one just before. */
export async function answeredQuestion(
  tx: Tx,
  message: SpokenMessage,
): Promise<{ readonly purpose: AskedPurpose; readonly askedAt: Date } | undefined> {
  const isTap = message.content.type === 'button';
  const question = await (isTap ? quotedMessage(tx, message) : lastToCustomer(tx, message));
  const purpose = question && purposeOf(question);
  return purpose && { purpose, askedAt: new Date(question.created_at) };
}

// One that lapsed or was refused is not answered any more, even where a new one is pending.
function isStillOpen(question: Quoted, { asked, since }: Pending, at: Date): boolean {
  const isAsked = asked.action !== 'request' || question.created_at >= since;
  return isAsked && at.getTime() - question.created_at <= REQUEST_VALID_MS;
}

type Quoted = { own: string | null; purpose: string | null; content: string; created_at: number };

async function quotedMessage(tx: Tx, { quotedWamid, contactId }: SpokenMessage): Promise<Quoted | undefined> {
  if (quotedWamid === undefined) return undefined;
  return tx
    .selectFrom('message')
    .select(['own', 'purpose', 'content', 'created_at'])
    .where('wamid', '=', quotedWamid)
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
}

function purposeOf({ own, purpose }: Pick<Quoted, 'own' | 'purpose'>): AskedPurpose | undefined {
  return own === 'consent_request' ? askedPurposes.find((asked) => asked === purpose) : undefined;
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
