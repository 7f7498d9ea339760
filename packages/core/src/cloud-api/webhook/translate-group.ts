import type { GroupEvent, GroupPerson } from './account-events.ts';
import { errorsIn } from './errors.ts';
import type { Place } from './place.ts';
import { asObject, present, UnreadableItem } from './reading.ts';
import { type Fields, moment, part, parts, unlessEmpty, word } from './side-facts.ts';

/** One entry of `groups`: a group was made, changed or deleted, or people came and went. */
export function translateGroup(raw: unknown, place: Place): GroupEvent {
  const group = asObject(raw);
  if (!group) throw new UnreadableItem([], 'Expected an object');
  const picture = part(group, 'profile_picture');
  const errors = errorsIn(group, 'errors');
  return present({
    kind: 'group' as const,
    ...place.origin,
    field: place.field,
    groupId: word(group, 'group_id'),
    type: word(group, 'type'),
    requestId: word(group, 'request_id'),
    at: moment(group, 'timestamp'),
    subject: changed(group, 'subject'),
    description: changed(group, 'description'),
    inviteLink: word(group, 'invite_link'),
    reason: word(group, 'reason'),
    picture: unlessEmpty(present({ mimeType: word(picture, 'mime_type'), sha256: word(picture, 'sha256') })),
    joinApprovalMode: word(group, 'join_approval_mode'),
    added: people(group, ['added_participants', 'participants']),
    removed: people(group, ['removed_participants']),
    failed: people(group, ['failed_participants']),
    initiatedBy: word(group, 'initiated_by'),
    errors: errors.length > 0 ? errors : undefined,
    raw,
  });
}

// A plain text where the group is made; with its success and errors where it is changed.
function changed(group: Fields, name: string): string | undefined {
  return word(group, name) ?? word(part(group, name), 'text') ?? word(part(group, name), name);
}

function people(group: Fields, names: readonly string[]): readonly GroupPerson[] | undefined {
  const list = names.flatMap((name) => parts(group, name));
  return list.length > 0 ? list.map(personIn) : undefined;
}

function personIn(from: Fields): GroupPerson {
  const phone = word(from, 'wa_id');
  const [error] = errorsIn(from, 'errors');
  return present({
    input: word(from, 'input'),
    phone: phone === undefined ? undefined : `+${phone.replace('+', '')}`,
    userId: word(from, 'user_id'),
    error,
  });
}
