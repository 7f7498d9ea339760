import type { MessageEvent } from '@parley/core/cloud-api';
import { sql } from 'kysely';
import { isAllKnown, type KnownContact } from '../contacts/known.ts';
import type { ConversationRow } from '../conversations/open.ts';
import { absentIn, besides, contactIn } from '../conversations/surroundings.ts';
import type { Absent } from '../events/absent.ts';
import { isHeld, isUnfinished } from '../outbox/unfinished.ts';
import { isWaitedFor } from '../reply-waits/settle-wait.ts';
import { statement, type Tx } from '../store/index.ts';
import { senderOf } from './shared-number.ts';

/** Everything that a message of somebody well known needs to be taken in, as it is stored now. */
export type Acquaintance = {
  readonly contact: KnownContact;
  readonly conversation: ConversationRow;
  /** The message is stored already. */
  readonly isStored: boolean;
  /** Messages have been erased in these days, this one perhaps among them. */
  readonly mayBeForgotten: boolean;
  /** An edit or deletion of the message has come before it. */
  readonly hasEarlyChanges: boolean;
  /** Messages of ours wait for the contact to write. */
  readonly hasHeld: boolean;
  /** Somebody waits for the contact's answer. */
  readonly hasWaits: boolean;
  readonly absent: Absent;
};

type Given = { readonly phone: string; readonly numberId: string; readonly wamid: string };

const find = statement((db, given: Given) =>
  db
    .selectFrom('identity as named')
    .innerJoin('contact', 'contact.id', 'named.contact_id')
    .innerJoin('identity', 'identity.contact_id', 'contact.id')
    .innerJoin('conversation', 'conversation.contact_id', 'contact.id')
    .innerJoin('business_number', 'business_number.id', 'conversation.number_id')
    .selectAll('conversation')
    .select(['identity.kind', 'identity.value', 'identity.source', 'identity.since'])
    .select([
      'contact.name as contact_name',
      'contact.attributes as contact_attributes',
      'contact.identity_changed_at as contact_changed_at',
      'business_number.display_number',
    ])
    .select([
      sql`exists (select 1 from message where wamid = ${given.wamid})`.as('is_stored'),
      sql`exists (select 1 from forgotten_message)`.as('has_forgotten'),
      sql`exists (select 1 from early_change where wamid = ${given.wamid})`.as('has_early_changes'),
      sql`exists (select 1 from message where conversation_id = conversation.id
        and ${isUnfinished} and ${isHeld})`.as('has_held'),
      sql`exists (select 1 from reply_wait where conversation_id = conversation.id
        and ${isWaitedFor})`.as('has_waits'),
      ...besides,
    ])
    .where('named.kind', '=', 'phone')
    .where('named.value', '=', given.phone)
    .where('conversation.number_id', '=', given.numberId),
);

/**
 * Reads at once what most messages need: they come from somebody of whom nothing is new, in a conversation that is
 * there, on a number that is known. Undefined in all other cases, which are looked into step by step.
 */
export async function findAcquaintance(tx: Tx, item: MessageEvent): Promise<Acquaintance | undefined> {
  const person = senderOf(item);
  const { phone } = person;
  if (phone === undefined) return undefined;
  const rows = await find.all(tx, { phone, numberId: item.numberId, wamid: item.wamid });
  const [row] = rows;
  if (!row || (row.display_number === null && item.displayNumber !== undefined)) return undefined;
  const contact = contactIn(row, rows);
  // What was said before an identity was taken down may mean its holder of then.
  const isDoubtful = rows.some(({ since }) => since > item.at.getTime());
  if (isDoubtful || !isAllKnown(contact, person)) return undefined;
  return {
    contact,
    conversation: row,
    isStored: Boolean(row.is_stored),
    mayBeForgotten: Boolean(row.has_forgotten),
    hasEarlyChanges: Boolean(row.has_early_changes),
    hasHeld: Boolean(row.has_held),
    hasWaits: Boolean(row.has_waits),
    absent: { ...absentIn(row), messageLinks: true },
  };
}
