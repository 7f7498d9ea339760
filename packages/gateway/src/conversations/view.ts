import type { Assignee, Conversation, LastRefusal, OpenTask } from '@parley/core/gateway-api';
import { windowAt } from '@parley/core/window';
import { type Absent, NOTHING_ABSENT } from '../events/absent.ts';
import { conversationLinks } from '../links/links.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import type { ConversationRow } from './open.ts';
import { takenUntil } from './taken.ts';

/** A conversation as the API and the events show it now. */
export async function viewConversation(
  tx: Tx,
  runtime: Runtime,
  row: ConversationRow,
  absent: Absent = NOTHING_ABSENT,
): Promise<Conversation> {
  const now = runtime.now();
  const lastInboundAt = row.last_inbound_at === null ? undefined : new Date(row.last_inbound_at);
  const window = windowAt(lastInboundAt, now);
  const until = takenUntil(row);
  return {
    id: row.id,
    contactId: row.contact_id,
    from: row.number_id,
    state: row.state,
    language: row.language,
    tags: JSON.parse(row.tags) as string[],
    assignee: row.assignee === null ? null : (JSON.parse(row.assignee) as Assignee),
    takenUntil: until && until > now ? until.toISOString() : null,
    unanswered: row.unanswered === 1,
    window: {
      open: window.open && row.window_told !== 'closed',
      closesAt: window.closesAt?.toISOString() ?? null,
    },
    lastInboundAt: instantOf(row.last_inbound_at),
    lastMessageAt: instantOf(row.last_message_at),
    lastRefusal: row.last_refusal === null ? null : (JSON.parse(row.last_refusal) as LastRefusal),
    tasks: JSON.parse(row.open_tasks) as OpenTask[],
    links: absent.conversationLinks ? [] : await conversationLinks(tx, row.id),
    createdAt: new Date(row.created_at).toISOString(),
  };
}
