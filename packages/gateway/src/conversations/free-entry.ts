import { ENTRY_ANSWER_MS, FREE_ENTRY_MS } from '@parley/core/window';
import { statement, type Tx } from '../store/index.ts';

type Arrival = { id: string; at: number; answeredBefore: number };

const arrive = statement((db, given: Arrival) =>
  db
    .updateTable('conversation')
    .set({ entry_at: given.at, entry_answered_at: null })
    .where('id', '=', given.id)
    .where((where) =>
      where.or([
        where('entry_at', 'is', null),
        where.and([
          where('entry_at', '<', given.at),
          where.or([
            where('entry_answered_at', 'is', null),
            where('entry_answered_at', '<', given.answeredBefore),
          ]),
        ]),
      ]),
    ),
);

const answer = statement((db, given: { id: string; at: number; arrivedAfter: number }) =>
  db
    .updateTable('conversation')
    .set({ entry_answered_at: given.at })
    .where('id', '=', given.id)
    .where('entry_at', '>=', given.arrivedAfter)
    .where('entry_answered_at', 'is', null),
);

/** The person came by an advertisement at `at`, Meta's time; while a free entry lasts, another changes nothing. */
export async function noteEntry(tx: Tx, conversationId: string, at: Date): Promise<void> {
  const answeredBefore = at.getTime() - FREE_ENTRY_MS;
  await arrive.change(tx, { id: conversationId, at: at.getTime(), answeredBefore });
}

/** The business answered: where that is the first answer to an entry of the last 24 hours, 72 free hours begin. */
export async function noteEntryAnswer(tx: Tx, conversationId: string, at: Date): Promise<void> {
  await answer.change(tx, {
    id: conversationId,
    at: at.getTime(),
    arrivedAfter: at.getTime() - ENTRY_ANSWER_MS,
  });
}
