import { type AskedPurpose, type ConsentState, REQUEST_VALID_MS } from '@parley/core/consent';
import type { Resolved } from '../contacts/find.ts';
import { isWithContacts } from '../conversations/with-contacts.ts';
import type { Tx } from '../store/index.ts';
import { alreadyAsked, alreadyConfirmed } from './problems.ts';
import { standingOf } from './standing.ts';

/** States in which a question that went out has not been answered. */
const unanswered: ReadonlySet<ConsentState> = new Set(['requested', 'granted', 'unproven']);

/** Throws 409 when the person has answered Yes, or has a question of ours that is not answered. */
export async function checkNotAsked(
  tx: Tx,
  recipient: Resolved,
  purpose: AskedPurpose,
  now: Date,
  tell: { readonly language: 'de' | 'en'; readonly timeZone: string },
): Promise<void> {
  if (recipient.kind === 'new') return;
  const { state, since } = (await standingOf(tx, recipient.contactId, now))[purpose];
  if (state === 'confirmed') throw alreadyConfirmed(since ?? now, tell.timeZone, tell.language);
  const question = await lastQuestion(tx, recipient.contactId, purpose);
  if (!question || !unanswered.has(state)) return;
  if (now.getTime() - question.at.getTime() <= REQUEST_VALID_MS)
    throw alreadyAsked(question.at, tell.timeZone, tell.language);
}

/** When a template asked last and the person has not written since; undefined when one may ask. */
export async function askedByTemplate(
  tx: Tx,
  recipient: Resolved,
  purpose: AskedPurpose,
): Promise<Date | undefined> {
  if (recipient.kind === 'new') return undefined;
  const question = await lastQuestion(tx, recipient.contactId, purpose);
  if (!question?.isTemplate) return undefined;
  const { at } = await tx
    .selectFrom('conversation')
    .select((select) => select.fn.max('last_inbound_at').as('at'))
    .where('contact_id', '=', recipient.contactId)
    .executeTakeFirstOrThrow();
  return at !== null && at > question.at.getTime() ? undefined : question.at;
}

// One that did not go has asked nobody.
async function lastQuestion(
  tx: Tx,
  contactId: string,
  purpose: AskedPurpose,
): Promise<{ readonly at: Date; readonly isTemplate: boolean } | undefined> {
  const row = await tx
    .selectFrom('message')
    .select(['content', 'created_at'])
    .where(isWithContacts([contactId]))
    .where('own', '=', 'consent_request')
    .where('purpose', '=', purpose)
    .where('status', 'not in', ['failed', 'cancelled'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { type } = JSON.parse(row.content) as { readonly type: string };
  return { at: new Date(row.created_at), isTemplate: type === 'template' };
}
