import type { Tx } from '../store/index.ts';

/** What Meta said of an account under a topic, and when. */
export type Standing = {
  readonly accountId: string;
  readonly topic: string;
  readonly fact: unknown;
  readonly at: Date;
};

/** Keeps what Meta said last under a topic. False when something later is known: webhooks come in any order. */
export async function keepStanding(tx: Tx, { accountId, topic, fact, at }: Standing): Promise<boolean> {
  const known = await tx
    .selectFrom('account_standing')
    .select('at')
    .where('account_id', '=', accountId)
    .where('topic', '=', topic)
    .executeTakeFirst();
  if (known && known.at > at.getTime()) return false;
  const told = { fact: JSON.stringify(fact), at: at.getTime() };
  await tx
    .insertInto('account_standing')
    .values({ account_id: accountId, topic, ...told })
    .onConflict((conflict) => conflict.columns(['account_id', 'topic']).doUpdateSet(told))
    .execute();
  return true;
}
