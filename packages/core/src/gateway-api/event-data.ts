import type { ConsentEventRecord, Event, Link, MessageEventData } from './types.ts';

/** What an event may tell; which of it depends on its type, and nothing is left once its person is erased. */
export type EventData = Partial<MessageEventData> & {
  /** The new entry of the ledger: `consent.changed`. */
  readonly event?: ConsentEventRecord;
  /** Who turned out to be the `contact`: `contact.merged`. */
  readonly mergedContactId?: string;
  /** Who is to be erased, under which number, and what tools keep of them: `contact.erased`. */
  readonly contactId?: string;
  readonly erasureId?: string;
  readonly links?: readonly Link[];
};

/** What an event tells. */
export function dataOf(event: Event): EventData {
  return event.data as EventData;
}

/** Whom an event is about; undefined where it is about nobody, or nobody any more. */
export function contactIdOf(event: Event): string | undefined {
  const { contact, contactId, event: entry, message } = dataOf(event);
  return contact?.id ?? contactId ?? entry?.contactId ?? message?.contactId;
}
