import { contentOf } from './content.ts';
import { errorsIn } from './errors.ts';
import type { WebhookEvent } from './events.ts';
import type { HistoryEvent, PastMessage } from './message-events.ts';
import { PastItem } from './payload.ts';
import { personIfNamed } from './person.ts';
import type { Place } from './place.ts';
import { asObject, dateOf, present, read, UnreadableItem } from './reading.ts';
import { sentContentOf } from './sent-content.ts';
import { amount, type Fields, part, parts, word } from './side-facts.ts';

/** One entry of `history`: a part of what was written before the number was connected. */
export function translateHistory(raw: unknown, place: Place): WebhookEvent {
  const entry = asObject(raw);
  if (!entry) throw new UnreadableItem([], 'Expected an object');
  const metadata = part(entry, 'metadata');
  const [error] = errorsIn(entry, 'errors');
  return present({
    kind: 'history' as const,
    ...place.origin,
    phase: amount(metadata, 'phase'),
    chunk: amount(metadata, 'chunk_order'),
    progress: amount(metadata, 'progress'),
    threads: parts(entry, 'threads').map((thread) => threadOf(thread, place)),
    error,
    raw,
  });
}

function threadOf(thread: Fields, place: Place): HistoryEvent['threads'][number] {
  const context = part(thread, 'context');
  const ids = {
    phone: word(thread, 'id') ?? word(context, 'wa_id'),
    userId: word(thread, 'user_id') ?? word(context, 'user_id'),
  };
  const person = personIfNamed(ids, place.contacts, 'id');
  const all = Array.isArray(thread.messages) ? thread.messages : [];
  const messages = all.flatMap((item) => pastMessage(item, person.phone) ?? []);
  const username = word(context, 'username');
  return {
    person: username === undefined ? person : { ...person, username },
    messages,
    unreadable: all.length - messages.length,
  };
}

// Half a year of messages comes in few webhooks: an odd one among them costs itself alone.
function pastMessage(raw: unknown, phone: string | undefined): PastMessage | undefined {
  try {
    const message = read(PastItem, raw);
    const from = message.from == null ? undefined : `+${message.from}`;
    const isInbound = message.to == null && from === phone;
    return present({
      wamid: message.id,
      at: dateOf(message.timestamp),
      direction: (isInbound ? 'inbound' : 'outbound') as PastMessage['direction'],
      content: (isInbound ? contentOf : sentContentOf)(message.type, raw),
      status: word(part(asObject(raw) ?? {}, 'history_context'), 'status'),
      quotedWamid: message.context?.id || undefined,
      raw,
    });
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    return undefined;
  }
}
