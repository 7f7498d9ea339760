import { createHash } from 'node:crypto';
import { statusErrorOf } from '../graph/graph-error.ts';
import { findPerson } from '../people/people.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import type { Database } from '../state/database.ts';
import { enqueueWebhook } from '../webhooks/outbox.ts';
import { contactOf, numberEnvelope, unixSeconds } from '../webhooks/payloads.ts';
import { freeEntryOf } from './free-entry.ts';
import { type Message, type MessageError, setStatus } from './message.ts';
import { pricingOf } from './pricing.ts';

/** A status as Meta reports it of a message it has accepted. */
export type ReportedStatus = 'sent' | 'delivered' | 'read' | 'failed';

/** Moves a message on and queues the webhook that says so; part of a write. */
export function reportStatus(
  sandbox: Sandbox,
  message: Message,
  status: ReportedStatus,
  error?: MessageError,
): void {
  const { db, account, now, changes } = sandbox;
  const number = numberOf(sandbox, message.numberId);
  const person = findPerson(db, message.phone);
  setStatus(db, message.wamid, status, error);
  changes.tell({ kind: 'chat', phone: message.phone });
  if (!number || !person) return;
  const { addressedBy, callbackData } = message.delivery ?? { addressedBy: 'phone' };
  const byPhone = addressedBy !== 'userId';
  const failed = status === 'failed';
  const item = {
    id: message.wamid,
    status,
    timestamp: unixSeconds(now()),
    // A number the business wrote to itself is no secret; else a hidden one is absent.
    ...((byPhone || !person.hidden) && { recipient_id: person.phone }),
    // A failure of a message addressed by phone does not name the user id.
    ...((!failed || addressedBy !== 'phone') && { recipient_user_id: person.userId }),
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...conversationIn(db, message, status, now()),
    ...((status === 'sent' || status === 'delivered') && { pricing: pricingOf(db, message) }),
    ...(error && { errors: [statusErrorOf(error.code, error.details)] }),
  };
  const value = failed ? { statuses: [item] } : { contacts: [contactOf(person)], statuses: [item] };
  const envelope = numberEnvelope(account.businessAccountId, number, value);
  enqueueWebhook(sandbox, { numberId: number.id, person }, envelope);
}

/** Since v24.0 Meta names no conversation, except of free entry points. */
const LAST_WITH_CONVERSATION = 24;

const CONVERSATION_MS = 24 * 60 * 60 * 1000;

// With prices by message every message is a conversation of its own; only `sent` says when it ends.
function conversationIn(db: Database, message: Message, status: ReportedStatus, nowMs: number) {
  if (status === 'failed') return {};
  const free = freeEntryOf(db, message);
  if (free) {
    const ends = status === 'sent' && { expiration_timestamp: unixSeconds(free.endsMs) };
    return { conversation: { id: free.id, ...ends, origin: { type: 'referral_conversion' } } };
  }
  const { wamid, delivery } = message;
  const version = delivery?.graphVersion ?? LAST_WITH_CONVERSATION;
  if (version >= LAST_WITH_CONVERSATION) return {};
  const id = createHash('sha256').update(wamid).digest('hex').slice(0, 32);
  const end = status === 'sent' && { expiration_timestamp: unixSeconds(nowMs + CONVERSATION_MS) };
  return { conversation: { id, ...end, origin: { type: delivery?.category ?? 'service' } } };
}
