import { errorsIn } from './errors.ts';
import type { WebhookEvent } from './events.ts';
import { Call } from './payload.ts';
import { personIfNamed, personOf, senderIds } from './person.ts';
import type { CallDetails } from './person-events.ts';
import type { Place } from './place.ts';
import { asObject, dateOf, present, read } from './reading.ts';
import { amount, moment, part, unlessEmpty, word } from './side-facts.ts';

/** One entry of `calls`: only a call that the customer makes says that the customer turned to us. */
export function translateCall(raw: unknown, place: Place): WebhookEvent {
  const call = read(Call, raw);
  const said = { ...place.origin, callId: call.id, at: dateOf(call.timestamp), details: detailsOf(raw), raw };
  if (call.event === 'connect' && call.direction === 'USER_INITIATED') {
    return { kind: 'call', ...said, caller: personOf(senderIds(call), place.contacts, 'from') };
  }
  // The other side of a call that the business makes is the one it goes to.
  const ids =
    call.direction === 'BUSINESS_INITIATED'
      ? { phone: call.to, userId: call.to_user_id, parentUserId: call.to_parent_user_id }
      : senderIds(call);
  return { kind: 'call_update', ...said, person: personIfNamed(ids, place.contacts, 'from') };
}

/** One entry of the `statuses` of calls: it rings, is accepted, or is rejected. */
export function translateCallStatus(raw: unknown, place: Place): WebhookEvent {
  const call = read(Call, raw);
  const ids = {
    phone: call.recipient_id,
    userId: call.recipient_user_id,
    parentUserId: call.parent_recipient_user_id,
  };
  return {
    kind: 'call_update',
    ...place.origin,
    callId: call.id,
    at: dateOf(call.timestamp),
    person: personIfNamed(ids, place.contacts, 'recipient_id'),
    details: detailsOf(raw),
    raw,
  };
}

function detailsOf(raw: unknown): CallDetails {
  const call = asObject(raw) ?? {};
  const session = part(call, 'session');
  const errors = errorsIn(call, 'errors');
  return present({
    event: word(call, 'event'),
    direction: word(call, 'direction'),
    status: statusOf(call.status),
    to: word(call, 'to'),
    startedAt: moment(call, 'start_time'),
    endedAt: moment(call, 'end_time'),
    durationSeconds: amount(call, 'duration'),
    callbackData: word(call, 'biz_opaque_callback_data'),
    payload: word(call, 'cta_payload') ?? word(call, 'deeplink_payload'),
    session: unlessEmpty(present({ type: word(session, 'sdp_type'), sdp: word(session, 'sdp') })),
    errors: errors.length > 0 ? errors : undefined,
  });
}

// A text, in some samples a list of one.
function statusOf(status: unknown): string | undefined {
  const [first] = Array.isArray(status) ? status : [status];
  return typeof first === 'string' && first !== '' ? first : undefined;
}
