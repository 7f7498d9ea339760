import type { WebhookEvent } from './events.ts';
import { type Message, System } from './payload.ts';
import { personIfNamed, personOf, senderIds } from './person.ts';
import type { Place } from './place.ts';
import { asObject, dateOf, present, read } from './reading.ts';
import { moment, part, truth, unlessEmpty, word } from './side-facts.ts';

/** A message of WhatsApp's own: it opens no window, whoever it is about. */
export function translateSystem(message: Message, raw: unknown, place: Place): WebhookEvent {
  const system = read(System, asObject(raw)?.system, ['system']);
  const said = {
    ...place.origin,
    wamid: message.id,
    at: dateOf(message.timestamp),
    ...(system.body ? { text: system.body } : {}),
    raw,
  };
  switch (system.type) {
    case 'user_changed_number':
    case 'customer_changed_number': {
      const ids = {
        phone: message.from,
        userId: system.previous_user_id ?? message.from_user_id,
        parentUserId: system.previous_parent_user_id ?? message.from_parent_user_id,
      };
      const previous = personOf(ids, place.contacts, 'from');
      return {
        kind: 'identity_changed',
        change: 'phone',
        ...said,
        previous,
        current: changedPerson(system, place),
      };
    }
    case 'user_changed_user_id': {
      const ids =
        system.previous_user_id == null
          ? senderIds(message)
          : { userId: system.previous_user_id, parentUserId: system.previous_parent_user_id };
      const previous = personOf(ids, [], 'system.previous_user_id');
      return {
        kind: 'identity_changed',
        change: 'user_id',
        ...said,
        previous,
        current: changedPerson(system, place),
      };
    }
    case 'user_preference_changed': {
      const marketing = preferenceOf(system);
      if (marketing === undefined) break;
      const person = personOf(senderIds(message), place.contacts, 'from');
      return { kind: 'preference', ...place.origin, person, marketing, at: said.at, raw };
    }
  }
  const person = personIfNamed(senderIds(message), place.contacts, 'from');
  const identity = unlessEmpty(identityOf(raw));
  return {
    kind: 'system',
    ...said,
    person,
    ...(system.type ? { type: system.type } : {}),
    ...(identity && { identity }),
  };
}

function identityOf(raw: unknown) {
  const message = asObject(raw) ?? {};
  // Meta shows it beside `system`, older payloads within.
  const identity =
    message.identity == null ? part(part(message, 'system'), 'identity') : part(message, 'identity');
  return present({
    acknowledged: truth(identity, 'acknowledged'),
    changedAt: moment(identity, 'created_timestamp'),
    hash: word(identity, 'hash'),
  });
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
