import { ownerOf, type StoredIdentity } from '../contacts/identities.ts';
import type { Tx } from '../store/index.ts';
import type { Person } from './erase.ts';

/** Removes name and attributes; the id stays, so that ledger and messages still belong together. */
export async function eraseContact(tx: Tx, { contactIds }: Person, at: Date): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ name: null, attributes: '{}', identity_changed_at: null, erased_at: at.getTime() })
    .where('id', 'in', contactIds)
    .execute();
}

/** What the person is known by, and was before; a former phone number that is somebody else's now is theirs alone. */
export async function identitiesToErase(tx: Tx, contactIds: readonly string[]): Promise<StoredIdentity[]> {
  const select = (table: 'identity' | 'former_identity') =>
    tx.selectFrom(table).select(['kind', 'value']).where('contact_id', 'in', contactIds).execute();
  const current = await select('identity');
  const former: StoredIdentity[] = [];
  for (const identity of await select('former_identity'))
    if ((await ownerOf(tx, identity)) === undefined) former.push(identity);
  return [...current, ...former];
}

/** Removes what the person was known by; returns how many there were. */
export async function eraseIdentities(tx: Tx, { contactIds }: Person): Promise<number> {
  let removed = 0;
  for (const table of ['identity', 'former_identity'] as const) {
    const { numDeletedRows } = await tx
      .deleteFrom(table)
      .where('contact_id', 'in', contactIds)
      .executeTakeFirstOrThrow();
    removed += Number(numDeletedRows);
  }
  return removed;
}

/** Empties what people noted on the person's conversations, and ends them. */
export async function eraseConversations(tx: Tx, { contactIds }: Person): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({
      state: 'resolved',
      language: null,
      tags: '[]',
      assignee: null,
      taken_at: null,
      taken_by: null,
      // Nothing is left that could be answered, and the window's clock has nothing to tell.
      last_inbound_at: null,
      last_inbound_message_id: null,
      unanswered: 0,
      case_reply_message_id: null,
      ai_disclosure_message_id: null,
      last_refusal: null,
      open_tasks: '[]',
      window_told: null,
      window_closes_at: null,
      window_look_at: null,
      entry_at: null,
      entry_answered_at: null,
    })
    .where('contact_id', 'in', contactIds)
    .execute();
}

/**
 * Ends the person's tasks and empties what colleagues noted on them. That a claim was made and when it was answered stays: an
 * erasure answers it.
 */
export async function eraseTasks(tx: Tx, { contactIds }: Person, at: Date): Promise<void> {
  const ofPerson = tx.updateTable('task').where('contact_id', 'in', contactIds);
  await ofPerson
    .where('state', '=', 'open')
    .set({ state: 'closed', answer: 'done', closed_at: at.getTime() })
    .execute();
  await ofPerson.set({ note: null, closed_by: null }).execute();
}

/** Removes what was counted and noted to keep limits: with the person it has lost its meaning. */
export async function eraseSendingLimits(tx: Tx, { contactIds }: Person): Promise<void> {
  for (const table of ['recipient_trouble', 'first_contact'] as const)
    await tx.deleteFrom(table).where('contact_id', 'in', contactIds).execute();
}

/** Empties the personal fields of the ledger's entries, and their salts; the chain over the digests stays. */
export async function eraseConsent(tx: Tx, { contactIds }: Person): Promise<void> {
  await tx
    .updateTable('consent_event')
    .set({ source: null, word: null, evidence: '{}', recorded_by: '{}', external_id: null, salt: null })
    .where('contact_id', 'in', contactIds)
    .execute();
}
