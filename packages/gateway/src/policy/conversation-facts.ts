import type { Facts } from '@parley/core/policy';
import { findConversationOf } from '../conversations/open.ts';
import type { TakenBy } from '../conversations/taken.ts';
import type { Tx } from '../store/index.ts';
import { pairLimits } from './load-limits.ts';

/** What the conversation of a contact with a number says: the window, who has it, and what it has used up. */
export async function loadConversationFacts(
  tx: Tx,
  about: {
    readonly contactId: string;
    readonly numberId: string;
    readonly messageId: string | undefined;
    /** When the message is to leave, where that is now. */
    readonly pacedAt: Date | undefined;
  },
): Promise<
  Pick<Facts, 'lastInboundAt' | 'lastInboundMessageId' | 'windowHasClosed' | 'conversation' | 'limits'>
> {
  const { contactId, numberId, messageId, pacedAt } = about;
  const row = await findConversationOf(tx, { contactId, numberId });
  if (!row) return {};
  const isCaseReplyUsed =
    row.case_reply_at !== null && !(messageId !== undefined && row.case_reply_message_id === messageId);
  const isAiDisclosed =
    row.ai_disclosed_at !== null && !(messageId !== undefined && row.ai_disclosure_message_id === messageId);
  return {
    ...(pacedAt ? { limits: pairLimits(row.pair_full_at, pacedAt) } : {}),
    ...(row.last_inbound_at === null ? {} : { lastInboundAt: new Date(row.last_inbound_at) }),
    ...(row.last_inbound_message_id === null ? {} : { lastInboundMessageId: row.last_inbound_message_id }),
    ...(row.window_told === 'closed' ? { windowHasClosed: true } : {}),
    conversation: {
      id: row.id,
      state: row.state,
      ...(isCaseReplyUsed ? { caseReplyAt: new Date(row.case_reply_at ?? 0) } : {}),
      ...(row.taken_at === null ? {} : { takenAt: new Date(row.taken_at), ...takenBy(row.taken_by) }),
      aiDisclosed: isAiDisclosed,
    },
  };
}

function takenBy(stored: string | null): { readonly takenBy?: string } {
  if (stored === null) return {};
  const { name, actor }: TakenBy = JSON.parse(stored);
  const who = name ?? actor;
  return who === null ? {} : { takenBy: who };
}
