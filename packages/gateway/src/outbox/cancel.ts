import type { OutboundContent } from '@parley/core/message';
import { consentCodes, type Decision, type DecisionCode, decide } from '@parley/core/policy';
import { isWithContacts } from '../conversations/with-contacts.ts';
import { finishUnsent, refusedEnd } from '../messages/finish.ts';
import { intentOf } from '../messages/intent.ts';
import { draftOf } from '../messages/message-row.ts';
import type { Draft } from '../messages/plan-send.ts';
import { loadFacts } from '../policy/load-facts.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { isUnfinished } from './unfinished.ts';

// A template that is paused just now, or a person who has the conversation, is no reason to give up what is planned for
// later: consent alone is.
const decidedByConsent: ReadonlySet<DecisionCode> = new Set(consentCodes);

/**
 * Decides anew what waits for the contact after a withdrawal, objection or hold: what is now forbidden is cancelled.
 * Returns the ids of the messages that are on the wire already and cannot be called back.
 */
export async function cancelForbidden(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  at: Date,
  consentEventId: string,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where(isWithContacts([contactId]))
    .where(isUnfinished)
    .where('status', '!=', 'unknown')
    .orderBy('seq')
    .execute();
  for (const row of rows.filter(({ status }) => status !== 'sending')) {
    const decision = await decideByConsent(tx, runtime, draftOf(row), at);
    if (!decidedByConsent.has(decision.code)) continue;
    await finishUnsent(tx, runtime, row, { status: 'cancelled', ...refusedEnd(decision) }, at);
    runtime.log.info({ message: row.id, consentEvent: consentEventId }, 'cancelled after a withdrawal');
  }
  return rows.filter(({ status }) => status === 'sending').map(({ id }) => id);
}

// As it will be decided when it goes, but for the emergency stop: that is lifted some day, and the withdrawal stays.
async function decideByConsent(tx: Tx, runtime: Runtime, draft: Draft, at: Date): Promise<Decision> {
  const goesAt = draft.sendAt && draft.sendAt > at ? draft.sendAt : at;
  const decideOn = async (content: OutboundContent) => {
    const template = content.type === 'template' ? content : undefined;
    const facts = await loadFacts(tx, runtime, { ...draft, template, now: goesAt });
    return decide(intentOf({ ...draft, content }, facts), { ...facts, stopped: false }, goesAt);
  };
  const decision = await decideOn(draft.content);
  const isReplaced = decision.verdict === 'needs_template' && draft.ifWindowClosed.then === 'template';
  return isReplaced ? decideOn(draft.ifWindowClosed.template) : decision;
}
