import type { DeliveryStatus } from '../../message/status.ts';
import type { MetaError } from '../meta-error.ts';
import type { StatusEvent, WebhookEvent } from './events.ts';
import { type ErrorItem, Status } from './payload.ts';
import { personOf } from './person.ts';
import { dateOf, present, read, type Writable } from './reading.ts';
import { other, type Place } from './translate-message.ts';

const known: ReadonlySet<string> = new Set<DeliveryStatus>(['sent', 'delivered', 'read', 'played', 'failed']);

/** One entry of `statuses`. A status that Parley does not know, and those of groups, are kept as `other`. */
export function translateStatus(raw: unknown, place: Place): WebhookEvent {
  const status = read(Status, raw);
  if (!isDelivery(status.status) || status.recipient_type === 'group') return other(raw, place);
  const { origin } = place;
  // Written field by field, for the same reason as a message.
  const event: Writable<StatusEvent> = {
    kind: 'status',
    accountId: origin.accountId,
    numberId: origin.numberId,
    wamid: status.id,
    at: dateOf(status.timestamp),
    status: status.status,
    recipient: recipientOf(status, place),
    raw,
  };
  const error = status.errors?.[0];
  if (origin.displayNumber !== undefined) event.displayNumber = origin.displayNumber;
  if (status.biz_opaque_callback_data) event.callbackData = status.biz_opaque_callback_data;
  if (error) event.error = errorOf(error);
  if (status.pricing != null) event.pricing = status.pricing;
  return event;
}

function isDelivery(status: string): status is DeliveryStatus {
  return known.has(status);
}

// A status is settled by its message id; a failed one may name nobody, and that is no reason to lose it.
function recipientOf(status: Status, place: Place) {
  const { recipient_id, recipient_user_id, parent_recipient_user_id } = status;
  if (!recipient_id && !recipient_user_id && !parent_recipient_user_id) return {};
  const ids = { phone: recipient_id, userId: recipient_user_id, parentUserId: parent_recipient_user_id };
  return personOf(ids, place.contacts, 'recipient_id');
}

function errorOf(error: ErrorItem): MetaError {
  return present({
    code: Number(error.code),
    title: (error.title ?? error.message) || undefined,
    details: error.error_data?.details || undefined,
  });
}
