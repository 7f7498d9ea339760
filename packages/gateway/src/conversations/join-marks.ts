import type { ConversationRow } from './open.ts';

// Everything that a conversation has beside its place, so that a new column can't be forgotten here.
type Marks = Omit<ConversationRow, 'id' | 'contact_id' | 'number_id' | 'merged_into'>;

/**
 * The marks of one conversation that was kept as two: the window and what belongs to the last message are those of the
 * later one, and what people decided stays, the survivor's own where they decided twice.
 */
export function joinMarks(into: ConversationRow, from: ConversationRow): Marks {
  const [last, earlier] =
    (from.last_inbound_at ?? -1) > (into.last_inbound_at ?? -1) ? [from, into] : [into, from];
  const assigned = into.assignee === null ? from : into;
  const taken = laterBy(into, from, 'taken_at');
  // A case reply that went before the last message was for an earlier silence.
  const isSpent =
    (earlier.case_reply_at ?? -1) > Math.max(last.last_inbound_at ?? -1, last.case_reply_at ?? -1);
  const caseReply = isSpent ? earlier : last;
  const entered = laterBy(into, from, 'entry_at');
  const disclosed = laterBy(into, from, 'ai_disclosed_at');
  return {
    state: into.state === 'open' || from.state === 'open' ? 'open' : 'resolved',
    language: into.language ?? from.language,
    tags: JSON.stringify([...new Set([...listOf(into.tags), ...listOf(from.tags)])]),
    assignee: assigned.assignee,
    assignee_actor: assigned.assignee_actor,
    taken_at: taken.taken_at,
    taken_by: taken.taken_by,
    last_inbound_at: last.last_inbound_at,
    last_inbound_message_id: last.last_inbound_message_id,
    pair_full_at: laterBy(into, from, 'pair_full_at').pair_full_at,
    last_message_at: laterBy(into, from, 'last_message_at').last_message_at,
    unanswered: into.unanswered === 1 || from.unanswered === 1 ? 1 : 0,
    case_reply_at: caseReply.case_reply_at,
    case_reply_message_id: caseReply.case_reply_message_id,
    ai_disclosed_at: disclosed.ai_disclosed_at,
    ai_disclosure_message_id: disclosed.ai_disclosure_message_id,
    last_refusal: refusedAt(from) > refusedAt(into) ? from.last_refusal : into.last_refusal,
    open_tasks: JSON.stringify([...listOf(into.open_tasks), ...listOf(from.open_tasks)]),
    window_told: last.window_told,
    window_closes_at: last.window_closes_at,
    window_look_at: last.window_look_at,
    entry_at: entered.entry_at,
    entry_answered_at: entered.entry_answered_at,
    created_at: Math.min(into.created_at, from.created_at),
  };
}

function laterBy(
  into: ConversationRow,
  from: ConversationRow,
  mark: 'taken_at' | 'ai_disclosed_at' | 'entry_at' | 'last_message_at' | 'pair_full_at',
): ConversationRow {
  return (from[mark] ?? -1) > (into[mark] ?? -1) ? from : into;
}

function listOf(stored: string): unknown[] {
  return JSON.parse(stored);
}

function refusedAt({ last_refusal }: ConversationRow): string {
  return last_refusal === null ? '' : (JSON.parse(last_refusal) as { at: string }).at;
}
