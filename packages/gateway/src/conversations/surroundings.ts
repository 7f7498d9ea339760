import { sql } from 'kysely';
import type { KnownContact } from '../contacts/known.ts';
import type { Absent } from '../events/absent.ts';
import { statement, type Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';

/** A conversation with its contact, and what is not there beside them. */
export type Surroundings = {
  readonly conversation: ConversationRow;
  readonly contact: KnownContact;
  readonly absent: Absent;
};

/** Of a query that has a `conversation` and its `contact`: whether there is anything beside them to be read. */
export const besides = [
  sql`exists (select 1 from link where conversation_id = conversation.id and message_id is null)`.as(
    'has_links',
  ),
  sql`exists (select 1 from consent_event where contact_id = contact.id)
    or exists (select 1 from contact as other where other.merged_into = contact.id)`.as('has_entries'),
  sql`exists (select 1 from conversation as other where other.contact_id = contact.id
    and other.id <> conversation.id)`.as('has_others'),
] as const;

const find = statement((db, given: { id: string; messageId: string }) =>
  db
    .selectFrom('conversation')
    .innerJoin('contact', 'contact.id', 'conversation.contact_id')
    .leftJoin('identity', 'identity.contact_id', 'contact.id')
    .selectAll('conversation')
    .select(['identity.kind', 'identity.value', 'identity.source', 'identity.since'])
    .select([
      'contact.name as contact_name',
      'contact.attributes as contact_attributes',
      'contact.identity_changed_at as contact_changed_at',
    ])
    .select([
      ...besides,
      sql`exists (select 1 from link where message_id = ${given.messageId})`.as('has_message_links'),
    ])
    .where('conversation.id', '=', given.id),
);

/** Reads at once what an event shows of a conversation and its contact; `messageId` is the message it is about. */
export async function readSurroundings(
  tx: Tx,
  { id, messageId = '' }: { readonly id: string; readonly messageId?: string },
): Promise<Surroundings> {
  const rows = await find.all(tx, { id, messageId });
  const [row] = rows;
  if (!row) throw new Error('An event was to tell of something that is not stored.');
  const identities = rows.flatMap(({ kind, value, source, since }) =>
    kind === null || value === null || source === null || since === null
      ? []
      : [{ kind, value, source, since }],
  );
  return {
    conversation: row,
    contact: contactIn(row, identities),
    absent: { ...absentIn(row), messageLinks: !row.has_message_links },
  };
}

/** The contact in a row of such a query. */
export function contactIn(
  row: {
    readonly contact_id: string;
    readonly contact_name: string | null;
    readonly contact_attributes: string;
    readonly contact_changed_at: number | null;
  },
  identities: KnownContact['identities'],
): KnownContact {
  return {
    id: row.contact_id,
    name: row.contact_name,
    attributes: row.contact_attributes,
    identity_changed_at: row.contact_changed_at,
    identities: identities.length > 1 ? [...identities].sort(inOrder) : identities,
  };
}

/** What is not there, by a row of such a query. */
export function absentIn(row: {
  readonly has_links: unknown;
  readonly has_entries: unknown;
  readonly has_others: unknown;
}): Absent {
  return {
    conversationLinks: !row.has_links,
    entries: !row.has_entries,
    otherConversations: !row.has_others,
  };
}

type Identity = KnownContact['identities'][number];

// Sorted here: the store would set up a table of its own for what is mostly one row.
function inOrder(one: Identity, other: Identity): number {
  return one.since - other.since || (one.kind < other.kind ? -1 : 1);
}
