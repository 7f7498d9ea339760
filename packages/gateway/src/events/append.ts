import type { EventType } from '@parley/core/gateway-api';
import { readBusiness } from '../business/business.ts';
import type { KnownContact } from '../contacts/known.ts';
import { viewContact } from '../contacts/view.ts';
import type { ConversationRow } from '../conversations/open.ts';
import { readSurroundings } from '../conversations/surroundings.ts';
import { viewConversation } from '../conversations/view.ts';
import { type ToldMessage, viewMessage } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { idAfter, newId } from '../store/new-id.ts';
import { statement } from '../store/statement.ts';
import { type Absent, NOTHING_ABSENT } from './absent.ts';

const insert = statement((db, given: Omit<Tables['event'], 'seq' | 'of_message'> & { of_message: 0 | 1 }) =>
  db.insertInto('event').values({
    id: given.id,
    type: given.type,
    at: given.at,
    data: given.data,
    contact_id: given.contact_id,
    number_id: given.number_id,
    of_message: given.of_message,
  }),
);

const findMessage = statement((db, { id }: { id: string }) =>
  db.selectFrom('message').selectAll().where('id', '=', id),
);

export type NewEvent = {
  readonly type: EventType;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
  /** Whom it is about, so that erasing the person reaches it. */
  readonly contactId?: string;
  /** The one message that it is about: erasing the person then finds it by that. */
  readonly messageId?: string;
  readonly numberId?: string;
};

/** Appends to the event log in the caller's transaction: what happened and its event are committed together. */
export async function appendEvent(tx: Tx, event: NewEvent): Promise<void> {
  await insert.change(tx, {
    id: event.messageId === undefined ? newId('evt') : idAfter('evt', event.messageId),
    type: event.type,
    at: event.at.getTime(),
    data: JSON.stringify(event.data),
    contact_id: event.contactId ?? null,
    number_id: event.numberId ?? null,
    of_message: event.messageId === undefined ? 0 : 1,
  });
}

/** Appends an event about a message as it is now, with its contact and conversation, and what more there is to say of it. */
export async function appendMessageEvent(
  tx: Tx,
  runtime: Runtime,
  type: EventType,
  message: string | ToldMessage,
  at: Date,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const row = typeof message === 'string' ? stored(await findMessage.first(tx, { id: message })) : message;
  const around = await readSurroundings(tx, { id: row.conversation_id, messageId: row.id });
  const { language } = await readBusiness(tx);
  await appendEventAbout(tx, runtime, type, { message: row, ...around, language, more }, at);
}

/** The same for whoever has the rows in hand as they are now: webhooks come thousands a second. */
export async function appendEventAbout(
  tx: Tx,
  runtime: Runtime,
  type: EventType,
  about: {
    readonly message: ToldMessage;
    readonly conversation: ConversationRow;
    readonly language: 'de' | 'en';
    readonly contact?: KnownContact | undefined;
    readonly absent?: Absent;
    readonly more?: Readonly<Record<string, unknown>>;
  },
  at: Date,
): Promise<void> {
  const { message, conversation, language, contact, absent = NOTHING_ABSENT, more } = about;
  await appendEvent(tx, {
    type,
    at,
    data: {
      ...more,
      message: await viewMessage(tx, message, language, absent),
      contact: await viewContact(tx, runtime, message.contact_id, contact, { conversation, absent }),
      conversation: await viewConversation(tx, runtime, conversation, absent),
    },
    contactId: message.contact_id,
    messageId: message.id,
    numberId: message.number_id,
  });
}

/** Appends an event about a conversation as it is now, with its contact, and what more there is to say of it. */
export async function appendConversationEvent(
  tx: Tx,
  runtime: Runtime,
  type: EventType,
  conversationId: string,
  at: Date,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { conversation, contact, absent } = await readSurroundings(tx, { id: conversationId });
  await appendEvent(tx, {
    type,
    at,
    data: {
      ...more,
      conversation: await viewConversation(tx, runtime, conversation, absent),
      contact: await viewContact(tx, runtime, conversation.contact_id, contact, { conversation, absent }),
    },
    contactId: conversation.contact_id,
    numberId: conversation.number_id,
  });
}

function stored<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('An event was to tell of something that is not stored.');
  return row;
}
