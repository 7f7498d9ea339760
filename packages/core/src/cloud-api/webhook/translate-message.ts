import { contentOf } from './content.ts';
import type { MessageEvent, WebhookEvent } from './events.ts';
import { Call, type Contact, Echo, Edit, Message, Preference, Revoke, System } from './payload.ts';
import { type PersonIds, personOf } from './person.ts';
import { asObject, dateOf, read, type Writable } from './reading.ts';

/** Where the items of one change come from, and the people whom the change names. */
export type Place = {
  readonly field: string;
  readonly origin: { readonly accountId: string; readonly numberId: string; readonly displayNumber?: string };
  readonly contacts: readonly Contact[];
};

/** One entry of `messages`. */
export function translateMessage(raw: unknown, place: Place): WebhookEvent {
  const message = read(Message, raw);
  // A group is not a conversation with a person: taking its messages as such would open a window that is not there.
  if (message.group_id) return other(raw, place);
  switch (message.type) {
    case 'system':
      return translateSystem(message, raw, place);
    case 'edit': {
      const edit = read(Edit, asObject(raw)?.edit, ['edit']);
      const content = editedContent(edit.message);
      const edited = { ...about(message, raw, place), originalWamid: edit.original_message_id };
      return content === undefined ? { kind: 'edited', ...edited } : { kind: 'edited', ...edited, content };
    }
    case 'revoke': {
      const { original_message_id } = read(Revoke, asObject(raw)?.revoke, ['revoke']);
      return { kind: 'revoked', ...about(message, raw, place), originalWamid: original_message_id };
    }
    default:
      return ordinaryMessage(message, raw, place);
  }
}

// Written field by field: every message passes here, and spreading would double what its translation costs.
function ordinaryMessage(message: Message, raw: unknown, { origin, contacts }: Place): MessageEvent {
  const { context } = message;
  const event: Writable<MessageEvent> = {
    kind: 'message',
    accountId: origin.accountId,
    numberId: origin.numberId,
    wamid: message.id,
    at: dateOf(message.timestamp),
    sender: personOf(senderIds(message), contacts, 'from'),
    content: contentOf(message.type, raw),
    raw,
  };
  if (origin.displayNumber !== undefined) event.displayNumber = origin.displayNumber;
  if (context?.id) event.quotedWamid = context.id;
  if (context?.forwarded || context?.frequently_forwarded) event.forwarded = true;
  if (message.referral != null) event.referral = message.referral;
  return event;
}

function about(message: Message, raw: unknown, place: Place) {
  return {
    ...place.origin,
    wamid: message.id,
    at: dateOf(message.timestamp),
    sender: personOf(senderIds(message), place.contacts, 'from'),
    raw,
  };
}

function editedContent(message: unknown) {
  const type = asObject(message)?.type;
  return typeof type === 'string' ? contentOf(type, message) : undefined;
}

function senderIds(message: Pick<Message, 'from' | 'from_user_id' | 'from_parent_user_id'>): PersonIds {
  return { phone: message.from, userId: message.from_user_id, parentUserId: message.from_parent_user_id };
}

// A system message is WhatsApp's own: it opens no window, whoever it is about.
function translateSystem(message: Message, raw: unknown, place: Place): WebhookEvent {
  const system = read(System, asObject(raw)?.system, ['system']);
  const changed = { ...place.origin, wamid: message.id, at: dateOf(message.timestamp), raw };
  switch (system.type) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return {
        kind: 'identity_changed',
        change: 'phone',
        ...changed,
        previous: personOf(
          {
            phone: message.from,
            userId: system.previous_user_id ?? message.from_user_id,
            parentUserId: system.previous_parent_user_id ?? message.from_parent_user_id,
          },
          place.contacts,
          'from',
        ),
        current: changedPerson(system, place),
      };
    case 'user_changed_user_id':
      return {
        kind: 'identity_changed',
        change: 'user_id',
        ...changed,
        previous: personOf(
          system.previous_user_id == null
            ? senderIds(message)
            : { userId: system.previous_user_id, parentUserId: system.previous_parent_user_id },
          [],
          'system.previous_user_id',
        ),
        current: changedPerson(system, place),
      };
    case 'user_preference_changed': {
      const marketing = preferenceOf(system);
      if (marketing === undefined) return other(raw, place);
      const person = personOf(senderIds(message), place.contacts, 'from');
      return { kind: 'preference', ...place.origin, person, marketing, at: changed.at, raw };
    }
    default:
      return other(raw, place);
  }
}

function changedPerson(system: System, place: Place) {
  const ids = {
    phone: system.wa_id ?? system.new_wa_id,
    userId: system.user_id,
    parentUserId: system.parent_user_id,
  };
  return personOf(ids, place.contacts, 'system.wa_id');
}

// The form before the field `user_preferences`: a word of its own, in the oldest payloads the sentence alone.
function preferenceOf(system: System): 'stop' | 'resume' | undefined {
  const said = (system.marketing ?? system.body ?? '').toLowerCase();
  if (/\bstop/.test(said)) return 'stop';
  return /\bresum/.test(said) ? 'resume' : undefined;
}

/** One entry of `user_preferences`. */
export function translatePreference(raw: unknown, place: Place): WebhookEvent {
  const preference = read(Preference, raw);
  const { value, category } = preference;
  if (
    (value !== 'stop' && value !== 'resume') ||
    (category ?? 'marketing_messages') !== 'marketing_messages'
  ) {
    return other(raw, place);
  }
  const ids = { phone: preference.wa_id, userId: preference.user_id };
  const person = personOf(ids, place.contacts, 'wa_id');
  return {
    kind: 'preference',
    ...place.origin,
    person,
    marketing: value,
    at: dateOf(preference.timestamp),
    raw,
  };
}

/** One entry of `message_echoes`. */
export function translateEcho(raw: unknown, place: Place): WebhookEvent {
  const echo = read(Echo, raw);
  return {
    kind: 'echo',
    ...place.origin,
    wamid: echo.id,
    at: dateOf(echo.timestamp),
    recipient: personOf({ phone: echo.to, userId: echo.to_user_id }, place.contacts, 'to'),
    content: contentOf(echo.type, raw),
    raw,
  };
}

/** One entry of `calls`: only a call that the customer makes says that the customer turned to us. */
export function translateCall(raw: unknown, place: Place): WebhookEvent {
  const call = read(Call, raw);
  if (call.event !== 'connect' || call.direction !== 'USER_INITIATED') return other(raw, place);
  return {
    kind: 'call',
    ...place.origin,
    callId: call.id,
    at: dateOf(call.timestamp),
    caller: personOf(senderIds(call), place.contacts, 'from'),
    raw,
  };
}

/** What Parley does not translate, kept whole. */
export function other(raw: unknown, place: Place): WebhookEvent {
  return {
    kind: 'other',
    field: place.field,
    accountId: place.origin.accountId,
    numberId: place.origin.numberId,
    raw,
  };
}
