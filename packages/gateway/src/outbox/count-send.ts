import type { OutboundContent } from '@parley/core/message';
import type { Decision } from '@parley/core/policy';
import { statement, type Tx } from '../store/index.ts';
import { notePairSend } from './pair.ts';

/** What the business's caps count a message as: advertising, and notifications that write first. */
export function countedAs({ code, window }: Decision): 'marketing' | 'utility' | null {
  if (code === 'MARKETING_CONSENT') return 'marketing';
  return code === 'UTILITY_BASIS' && !window.open ? 'utility' : null;
}

type Leaving = { readonly conversation_id: string; readonly contact_id: string; readonly account_id: string };

const noteFirstContact = statement((db, given: { accountId: string; contactId: string; now: number }) =>
  db
    .insertInto('first_contact')
    .values({ account_id: given.accountId, contact_id: given.contactId, at: given.now })
    .onConflict((conflict) => conflict.columns(['account_id', 'contact_id']).doUpdateSet({ at: given.now })),
);

/** Counts a message that leaves: against the pace to its person, and the people written to first in a day. */
export async function countSend(
  tx: Tx,
  row: Leaving,
  plan: { readonly content: OutboundContent; readonly decision: Decision },
  now: Date,
): Promise<void> {
  await notePairSend(tx, row.conversation_id, now);
  if (plan.content.type !== 'template' || plan.decision.window.open) return;
  await noteFirstContact.change(tx, {
    accountId: row.account_id,
    contactId: row.contact_id,
    now: now.getTime(),
  });
}
