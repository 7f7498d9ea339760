import type { Message, SentBy } from '@parley/core/gateway-api';
import type { MessageStatus } from '@parley/core/message';
import type { Selectable } from 'kysely';
import { type Absent, NOTHING_ABSENT } from '../events/absent.ts';
import { messageLinks } from '../links/links.ts';
import { readStoredDecision } from '../policy/stored-decision.ts';
import { viewDecision } from '../policy/view-decision.ts';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { viewMessageError } from './message-error.ts';

export type MessageRow = Selectable<Tables['message']>;

/** What is told of a message: all but its place among the others. */
export type ToldMessage = Omit<MessageRow, 'seq'>;

const listStatuses = statement((db, { id }: { id: string }) =>
  db
    .selectFrom('message_status')
    .select(['status', 'at', 'error'])
    .where('message_id', '=', id)
    .orderBy('at')
    .orderBy('recorded_at'),
);

/** A message as the API and the events show it: the words of its decision and errors in the reader's language. */
export async function viewMessage(
  tx: Tx,
  row: ToldMessage,
  language: 'de' | 'en',
  absent: Absent = NOTHING_ABSENT,
): Promise<Message> {
  return {
    id: row.id,
    wamid: row.wamid,
    direction: row.direction,
    from: row.number_id,
    conversationId: row.conversation_id,
    contactId: row.contact_id,
    content: JSON.parse(row.content) as Message['content'],
    purpose: row.purpose as Message['purpose'],
    quote: row.quote_id,
    status: row.status as MessageStatus,
    statuses: await viewStatuses(tx, row, language),
    decision: row.decision === null ? null : viewDecision(readStoredDecision(row.decision), language),
    sentBy: row.sent_by === null ? null : (JSON.parse(row.sent_by) as SentBy),
    links: absent.messageLinks ? [] : await messageLinks(tx, row.id),
    error: viewMessageError(row.error, row.decision, language),
    notBefore: instantOf(notBefore(row)),
    editedAt: instantOf(row.edited_at),
    revokedAt: instantOf(row.revoked_at),
    ...(row.opt_out === 1 ? { optOut: true } : {}),
    createdAt: instantOf(row.created_at),
  };
}

// Every report of Meta's in the order of its own times, whether it was applied or not.
async function viewStatuses(tx: Tx, row: ToldMessage, language: 'de' | 'en'): Promise<Message['statuses']> {
  if (row.direction === 'inbound') return [];
  const reports = await listStatuses.all(tx, { id: row.id });
  return reports.map(({ status, at, error }) => ({
    status,
    at: instantOf(at),
    error: viewMessageError(error, row.decision, language),
  }));
}

// Only what still waits has a moment before which it does not go.
function notBefore(row: ToldMessage): number | null {
  return row.status === 'scheduled' ? row.due_at : null;
}
