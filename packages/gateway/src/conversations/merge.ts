import { windowAt } from '@parley/core/window';
import type { Tx } from '../store/index.ts';
import { hasAnswerAfter } from './activity.ts';
import { joinMarks } from './join-marks.ts';
import { type ConversationRow, findConversationOf } from './open.ts';

/** A conversation that has moved or taken another in. */
export type Merged = { readonly id: string; readonly isOpen: (now: Date) => boolean };

/**
 * Gives the survivor the other contact's conversations. Where both have talked to the same number, one conversation
 * takes the other in: messages, links of both, and of each mark the one that counts.
 */
export async function mergeConversations(
  tx: Tx,
  { survivor, merged }: { readonly survivor: string; readonly merged: string },
): Promise<readonly Merged[]> {
  const rows = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('contact_id', '=', merged)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .execute();
  const done: Merged[] = [];
  for (const row of rows) {
    const twin = await findConversationOf(tx, { contactId: survivor, numberId: row.number_id });
    const { id, last_inbound_at } = twin ? await takeIn(tx, twin, row) : await move(tx, row, survivor);
    const lastInboundAt = last_inbound_at === null ? undefined : new Date(last_inbound_at);
    done.push({ id, isOpen: (now) => windowAt(lastInboundAt, now).open });
  }
  return done;
}

async function move(tx: Tx, row: ConversationRow, survivor: string): Promise<ConversationRow> {
  await tx.updateTable('conversation').set({ contact_id: survivor }).where('id', '=', row.id).execute();
  await tx
    .updateTable('message')
    .set({ contact_id: survivor })
    .where('conversation_id', '=', row.id)
    .execute();
  return row;
}

async function takeIn(tx: Tx, into: ConversationRow, from: ConversationRow): Promise<ConversationRow> {
  await tx
    .updateTable('message')
    .set({ conversation_id: into.id, contact_id: into.contact_id })
    .where('conversation_id', '=', from.id)
    .execute();
  for (const table of ['link', 'task', 'reply_wait'] as const)
    await tx
      .updateTable(table)
      .set({ conversation_id: into.id })
      .where('conversation_id', '=', from.id)
      .execute();
  // What is left of it is where its id leads; nothing lists it and no clock looks at it.
  await tx
    .updateTable('conversation')
    .set({
      merged_into: into.id,
      state: 'resolved',
      unanswered: 0,
      open_tasks: '[]',
      last_inbound_at: null,
      window_told: null,
      window_closes_at: null,
      window_look_at: null,
    })
    .where((where) => where.or([where('id', '=', from.id), where('merged_into', '=', from.id)]))
    .execute();
  const marks = joinMarks(into, from);
  const isAnswered =
    marks.last_inbound_at === null || (await hasAnswerAfter(tx, into.id, new Date(marks.last_inbound_at)));
  const joined = { ...marks, unanswered: isAnswered ? (0 as const) : marks.unanswered };
  await tx.updateTable('conversation').set(joined).where('id', '=', into.id).execute();
  return { ...into, ...joined };
}
