import { findMessage, type ListRow, type Message, messagesOf } from '../messages/message.ts';
import type { Database } from '../state/database.ts';
import type { FilledButton } from '../templates/fill-buttons.ts';
import { wrongField } from './control-error.ts';

/** A button or list row that a customer can tap, on the message it stands on. */
export type Tappable = { message: Message; button: FilledButton } | { message: Message; row: ListRow };

function tappablesOn(message: Message): Tappable[] {
  const { buttons = [], list, cards = [] } = message.view;
  const all = [...buttons, ...cards.flatMap((card) => card.buttons ?? [])];
  return [
    ...all.filter(({ kind }) => kind === 'reply').map((button) => ({ message, button })),
    ...(list?.sections ?? []).flatMap(({ rows }) => rows).map((row) => ({ message, row })),
  ];
}

const payloadOf = (one: Tappable): string =>
  'row' in one ? one.row.id : (one.button.payload ?? one.button.text);
const titleOf = (one: Tappable): string => ('row' in one ? one.row.title : one.button.text);

/** Finds what was tapped: by its payload, else by its words, on the message named or on the newest that has it. */
export function findTapped(
  db: Database,
  phone: string,
  tap: { replyTo?: string; payload?: string; text?: string },
): Tappable {
  const { replyTo, payload, text } = tap;
  if (payload === undefined && text === undefined)
    throw wrongField('payload', 'is required: what was tapped?');
  const shown = replyTo === undefined ? messagesOf(db, phone).reverse() : [requireShown(db, phone, replyTo)];
  const tappables = shown
    .filter(({ direction, status }) => direction === 'out' && status !== 'failed')
    .flatMap(tappablesOn);
  const tapped = tappables.find((one) =>
    payload === undefined ? titleOf(one) === text : payloadOf(one) === payload,
  );
  if (tapped) return tapped;
  const there = [...new Set(tappables.map(payloadOf))].slice(0, 20).join(', ') || 'none';
  throw wrongField(
    payload === undefined ? 'text' : 'payload',
    `is no button or row there. There are: ${there}`,
  );
}

/** The message that this phone shows under this id. */
export function requireShown(db: Database, phone: string, wamid: string): Message {
  const message = findMessage(db, wamid);
  if (!message || message.phone !== phone) throw wrongField('replyTo', 'is not a message on this phone.');
  return message;
}
