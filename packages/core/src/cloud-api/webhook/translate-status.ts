import type { DeliveryStatus } from '../../message/status.ts';
import { errorOf } from './errors.ts';
import type { WebhookEvent } from './events.ts';
import type { PricedConversation, Pricing, StatusEvent } from './message-events.ts';
import type { Person } from './origin.ts';
import { EssentialStatus, Status } from './payload.ts';
import { personIfNamed } from './person.ts';
import { other, type Place } from './place.ts';
import { asObject, dateOf, present, read, type Writable } from './reading.ts';
import { moment, part, truth, unlessEmpty, word } from './side-facts.ts';

const known: ReadonlySet<string> = new Set<DeliveryStatus>(['sent', 'delivered', 'read', 'played', 'failed']);

/** One entry of `statuses`. A status that Parley does not know is kept as `other`. */
export function translateStatus(raw: unknown, place: Place): WebhookEvent {
  const status = read(Status, raw);
  if (!isDelivery(status.status)) return { ...other(raw, place), status: unknownStatus(status) };
  const { origin } = place;
  const isGroup = status.recipient_type === 'group';
  // Written field by field, for the same reason as a message.
  const event: Writable<StatusEvent> = {
    kind: 'status',
    accountId: origin.accountId,
    numberId: origin.numberId,
    wamid: status.id,
    at: dateOf(status.timestamp),
    status: status.status,
    recipient: isGroup ? participantOf(status, place) : recipientOf(status, place),
    raw,
  };
  if (origin.displayNumber !== undefined) event.displayNumber = origin.displayNumber;
  if (status.biz_opaque_callback_data) event.callbackData = status.biz_opaque_callback_data;
  if (status.errors != null) addErrors(event, status.errors);
  if (status.pricing != null) {
    const pricing = pricingOf(status.pricing);
    if (pricing) event.pricing = pricing;
  }
  if (status.conversation != null) {
    const conversation = conversationOf(status.conversation);
    if (conversation) event.conversation = conversation;
  }
  return isGroup ? { ...event, kind: 'group_status', groupId: String(status.recipient_id ?? '') } : event;
}

/** What can be told of a status of which only the side facts can't be read: how far the message has come, and why not. */
export function translateUnreadStatus(raw: unknown, { origin }: Place): StatusEvent | undefined {
  const { data: status } = EssentialStatus.safeParse(raw);
  const side = asObject(raw) ?? {};
  if (!status || !isDelivery(status.status) || side.recipient_type === 'group') return undefined;
  const event: Writable<StatusEvent> = {
    kind: 'status',
    ...origin,
    wamid: status.id,
    at: dateOf(status.timestamp),
    status: status.status,
    recipient: {},
    raw,
  };
  const callbackData = word(side, 'biz_opaque_callback_data');
  if (callbackData !== undefined) event.callbackData = callbackData;
  if (side.errors != null) addErrors(event, side.errors);
  return event;
}

function unknownStatus({ id: wamid, status: name, biz_opaque_callback_data: callbackData }: Status) {
  return callbackData ? { wamid, name, callbackData } : { wamid, name };
}

function isDelivery(status: string): status is DeliveryStatus {
  return known.has(status);
}

// A status is settled by its message id; a failed one may name nobody, and that is no reason to lose it.
function recipientOf(status: Status, place: Place): Person {
  const ids = {
    phone: status.recipient_id,
    userId: status.recipient_user_id,
    parentUserId: status.parent_recipient_user_id,
  };
  return withHash(personIfNamed(ids, place.contacts, 'recipient_id'), status);
}

function participantOf(status: Status, place: Place): Person {
  const ids = {
    phone: status.recipient_participant_id,
    userId: status.recipient_participant_user_id,
    parentUserId: status.recipient_participant_parent_user_id,
  };
  return withHash(personIfNamed(ids, place.contacts, 'recipient_participant_id'), status);
}

function withHash(person: Person, { recipient_identity_key_hash: hash }: Status): Person {
  return hash ? { ...person, identityKeyHash: hash } : person;
}

function addErrors(event: Writable<StatusEvent>, errors: unknown): void {
  const all = Array.isArray(errors) ? errors.flatMap((item) => errorOf(asObject(item) ?? {}) ?? []) : [];
  const [error, ...others] = all;
  if (error) event.error = error;
  if (others.length > 0) event.otherErrors = others;
}

function pricingOf(raw: unknown): Pricing | undefined {
  const pricing = asObject(raw);
  return (
    pricing &&
    unlessEmpty(
      present({
        billable: truth(pricing, 'billable'),
        model: word(pricing, 'pricing_model'),
        type: word(pricing, 'type'),
        category: word(pricing, 'category'),
      }),
    )
  );
}

function conversationOf(raw: unknown): PricedConversation | undefined {
  const conversation = asObject(raw);
  return (
    conversation &&
    unlessEmpty(
      present({
        id: word(conversation, 'id'),
        expiresAt: moment(conversation, 'expiration_timestamp'),
        origin: word(part(conversation, 'origin'), 'type'),
      }),
    )
  );
}
