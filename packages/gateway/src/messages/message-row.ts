import type { Purpose } from '@parley/core/consent';
import type { SentBy } from '@parley/core/gateway-api';
import type { OutboundContent } from '@parley/core/message';
import type { Selectable } from 'kysely';
import type { Tables } from '../store/index.ts';
import type { OwnMessage } from './intent.ts';
import type { Draft, IfWindowClosed } from './plan-send.ts';

export type MessageRow = Selectable<Tables['message']>;

/** A stored message of ours as a draft again, to be decided anew. */
export function draftOf(row: MessageRow): Draft {
  return {
    recipient: { kind: 'contact', contactId: row.contact_id },
    numberId: row.number_id,
    content: contentOf(row),
    purpose: claimedPurpose(row),
    sender: sentByOf(row).kind,
    own: (row.own ?? undefined) as OwnMessage | undefined,
    sendAt: row.send_at === null ? undefined : new Date(row.send_at),
    ifWindowClosed: readIfWindowClosed(row.if_window_closed),
    messageId: row.id,
  };
}

export function contentOf(row: MessageRow): OutboundContent {
  return JSON.parse(row.content);
}

/** Who wrote a message of ours. */
export function sentByOf(row: MessageRow): SentBy {
  if (row.sent_by === null) return { tool: 'whatsapp', kind: 'person', actor: null, name: null };
  return JSON.parse(row.sent_by);
}

/** What is to happen once the window is closed; stored with its moment as text. */
function readIfWindowClosed(stored: string | null): IfWindowClosed {
  if (stored === null) return { then: 'reject' };
  const value = JSON.parse(stored) as IfWindowClosed;
  return value.then === 'hold' ? { then: 'hold', until: new Date(value.until) } : value;
}

// The purpose that is stored is a claim of the caller's; it can make the rules stricter, never looser.
function claimedPurpose(row: MessageRow): Purpose | undefined {
  return (row.purpose ?? undefined) as Purpose | undefined;
}
