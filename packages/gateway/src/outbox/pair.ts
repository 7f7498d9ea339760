import { afterPairLimit, afterPairSend } from '../pacing/pair-pace.ts';
import { statement, type Tx } from '../store/index.ts';

const findFullAt = statement((db, { id }: { id: string }) =>
  db.selectFrom('conversation').select('pair_full_at').where('id', '=', id),
);

const setFullAt = statement((db, { id, fullAt }: { id: string; fullAt: number }) =>
  db.updateTable('conversation').set({ pair_full_at: fullAt }).where('id', '=', id),
);

/** Counts a message that leaves against the pace of the number to this person. */
export async function notePairSend(tx: Tx, conversationId: string, now: Date): Promise<void> {
  const row = await findFullAt.first(tx, { id: conversationId });
  const fullAt = afterPairSend(row?.pair_full_at ?? null, now.getTime());
  await setFullAt.change(tx, { id: conversationId, fullAt });
}

/** Meta has said that too many messages went to this person. */
export async function notePairLimit(tx: Tx, conversationId: string, now: Date): Promise<void> {
  const row = await findFullAt.first(tx, { id: conversationId });
  const fullAt = afterPairLimit(row?.pair_full_at ?? null, now.getTime());
  await setFullAt.change(tx, { id: conversationId, fullAt });
}
