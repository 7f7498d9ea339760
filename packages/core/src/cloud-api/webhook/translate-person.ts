import { unreadContent } from './content.ts';
import type { WebhookEvent } from './events.ts';
import type { EchoEvent } from './message-events.ts';
import { Echo, Preference } from './payload.ts';
import { isNamed, personIfNamed, personOf } from './person.ts';
import { other, type Place } from './place.ts';
import { asObject, dateOf, present, read } from './reading.ts';
import { sentContentOf } from './sent-content.ts';
import { amount, moment, part, word } from './side-facts.ts';

/** One entry of `user_preferences`. */
export function translatePreference(raw: unknown, place: Place): WebhookEvent {
  const preference = read(Preference, raw);
  const { value, category } = preference;
  if ((category ?? 'marketing_messages') !== 'marketing_messages') return other(raw, place);
  const ids = {
    phone: preference.wa_id,
    userId: preference.user_id,
    parentUserId: preference.parent_user_id,
  };
  const said = present({
    ...place.origin,
    person: personOf(ids, place.contacts, 'wa_id'),
    category: category ?? undefined,
    detail: preference.detail ?? undefined,
    at: dateOf(preference.timestamp),
    raw,
  });
  switch (value) {
    case 'stop':
    case 'resume':
      return { kind: 'preference', ...said, marketing: value };
    case 'signup': {
      const signupId = word(asObject(raw) ?? {}, 'signup_id');
      return { kind: 'signup', ...said, ...(signupId === undefined ? {} : { signupId }) };
    }
    default:
      return other(raw, place);
  }
}

/** One entry of `message_echoes`. */
export function translateEcho(raw: unknown, place: Place): WebhookEvent {
  const echo = read(Echo, raw);
  const ids = { phone: echo.to, userId: echo.to_user_id, parentUserId: echo.to_parent_user_id };
  return present({
    kind: 'echo' as const,
    ...place.origin,
    wamid: echo.id,
    at: dateOf(echo.timestamp),
    recipient: personOf(ids, place.contacts, 'to'),
    from: echo.from == null ? undefined : String(echo.from),
    content: sentContentOf(echo.type, raw),
    quotedWamid: echo.context?.id || undefined,
    inStandby: place.field === 'standby' || undefined,
    raw,
  });
}

/** What can be told of an echo whose content can't be read: that the business answered from the app. */
export function translateUnreadEcho(raw: unknown, { origin, contacts }: Place): EchoEvent | undefined {
  const { data: echo } = Echo.safeParse(raw);
  const ids = { phone: echo?.to, userId: echo?.to_user_id, parentUserId: echo?.to_parent_user_id };
  if (!echo || !isNamed(ids, contacts)) return undefined;
  return {
    kind: 'echo',
    ...origin,
    wamid: echo.id,
    at: dateOf(echo.timestamp),
    recipient: personOf(ids, contacts, 'to'),
    content: unreadContent(echo.type, raw),
    raw,
  };
}

/** One entry of `state_sync`: the address book of the phone app. */
export function translateAppContact(raw: unknown, place: Place): WebhookEvent {
  const entry = asObject(raw) ?? {};
  const action = word(entry, 'action');
  if (action === undefined || (word(entry, 'type') ?? 'contact') !== 'contact') return other(raw, place);
  const contact = part(entry, 'contact');
  const ids = {
    phone: word(contact, 'phone_number') ?? word(contact, 'wa_id'),
    userId: word(contact, 'user_id'),
    parentUserId: word(contact, 'parent_user_id'),
  };
  const name = word(contact, 'full_name');
  return present({
    kind: 'app_contact' as const,
    ...place.origin,
    action,
    person: { ...personOf(ids, place.contacts, 'contact.phone_number'), ...(name ? { name } : {}) },
    firstName: word(contact, 'first_name'),
    at: moment(part(entry, 'metadata'), 'timestamp') ?? moment(entry, 'timestamp'),
    raw,
  });
}

/** One entry of `automatic_events` or `tracking_events`: what Meta saw a person do after an ad or a campaign. */
export function translateTracked(raw: unknown, place: Place): WebhookEvent {
  const entry = asObject(raw) ?? {};
  const data = part(entry, 'custom_data');
  const tracking = part(entry, 'tracking_data');
  const ids = {
    phone: word(entry, 'from') ?? word(entry, 'wa_id') ?? word(entry, 'recipient_id'),
    userId: word(entry, 'from_user_id') ?? word(entry, 'user_id'),
  };
  return present({
    kind: 'tracked' as const,
    ...place.origin,
    field: place.field,
    name: word(entry, 'event_name') ?? word(entry, 'name') ?? word(entry, 'type'),
    wamid: word(entry, 'id') ?? word(entry, 'message_id'),
    at: moment(entry, 'timestamp'),
    person: personIfNamed(ids, place.contacts, 'from'),
    clickId: word(entry, 'ctwa_clid') ?? word(tracking, 'click_id'),
    token: word(tracking, 'tracking_token'),
    currency: word(data, 'currency'),
    value: amount(data, 'value'),
    raw,
  });
}

/** A whole `messaging_handovers`: another app took a thread over, or gave it back. */
export function translateHandover(raw: unknown, place: Place): WebhookEvent {
  const value = asObject(raw) ?? {};
  const [named] = place.contacts;
  const passed = part(value, 'control_passed');
  const taken = part(value, 'control_taken');
  const sender = part(value, 'sender');
  const ids = {
    phone: word(value, 'from') ?? word(sender, 'phone_number') ?? named?.wa_id,
    userId: word(value, 'from_user_id') ?? word(sender, 'user_id') ?? named?.user_id,
  };
  return present({
    kind: 'handover' as const,
    ...place.origin,
    person: personIfNamed(ids, place.contacts, 'from'),
    at: moment(value, 'timestamp'),
    previousOwner:
      word(value, 'previous_owner') ??
      word(passed, 'previous_owner_app_id') ??
      word(taken, 'previous_owner_app_id'),
    newOwner: word(value, 'new_owner') ?? word(passed, 'new_owner_app_id') ?? word(taken, 'new_owner_app_id'),
    note: word(value, 'note') ?? word(passed, 'metadata') ?? word(taken, 'metadata'),
    raw,
  });
}
