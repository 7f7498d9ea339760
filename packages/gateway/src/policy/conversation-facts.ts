import type { Facts } from '@parley/core/policy';
import { findConversationOf } from '../conversations/open.ts';
import type { TakenBy } from '../conversations/taken.ts';
import type { Tx } from '../store/index.ts';

/** What the conversation of a contact with a number says: the window, who has it, and what it has used up. */
export async function loadConversationFacts(
  tx: Tx,
  contactId: string,
  numberId: string,
  messageId: string | undefined,
): Promise<Pick<Facts, 'lastInboundAt' | 'lastInboundMessageId' | 'conversation'>> {
  const row = await findConversationOf(tx, { contactId, numberId });
  if (!row) return {};
  const isCaseReplyUsed =
    row.case_reply_at !== null && !(messageId !== undefined && row.case_reply_message_id === messageId);
  const isAiDisclosed =
    row.ai_disclosed_at !== null && !(messageId !== undefined && row.ai_disclosure_message_id === messageId);
  return {
    ...(row.last_inbound_at === null ? {} : { lastInboundAt: new Date(row.last_inbound_at) }),
    ...(row.last_inbound_message_id === null ? {} : { lastInboundMessageId: row.last_inbound_message_id }),
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
