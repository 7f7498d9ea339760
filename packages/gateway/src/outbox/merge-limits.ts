import type { Tx } from '../store/index.ts';

type Pair = { readonly survivor: string; readonly merged: string };

/** What limits sending to the person: of each kind the later and the stricter entry of the two stays. */
export async function mergeSendingLimits(tx: Tx, { survivor, merged }: Pair): Promise<void> {
  await mergeTroubles(tx, { survivor, merged });
  const contacts = await tx
    .deleteFrom('first_contact')
    .where('contact_id', '=', merged)
    .returningAll()
    .execute();
  for (const row of contacts) {
    const own = await tx
      .selectFrom('first_contact')
      .select('at')
      .where('account_id', '=', row.account_id)
      .where('contact_id', '=', survivor)
      .executeTakeFirst();
    const at = Math.max(row.at, own?.at ?? 0);
    await tx
      .insertInto('first_contact')
      .values({ ...row, contact_id: survivor, at })
      .onConflict((conflict) => conflict.columns(['account_id', 'contact_id']).doUpdateSet({ at }))
      .execute();
  }
}

async function mergeTroubles(tx: Tx, { survivor, merged }: Pair): Promise<void> {
  const troubles = await tx
    .deleteFrom('recipient_trouble')
    .where('contact_id', '=', merged)
    .returningAll()
    .execute();
  for (const row of troubles) {
    const own = await tx
      .selectFrom('recipient_trouble')
      .selectAll()
      .where('contact_id', '=', survivor)
      .where('kind', '=', row.kind)
      .where('subject', '=', row.subject)
      .executeTakeFirst();
    const stricter = {
      count: Math.max(row.count, own?.count ?? 0),
      at: Math.max(row.at, own?.at ?? 0),
    };
    await tx
      .insertInto('recipient_trouble')
      .values({ ...row, contact_id: survivor, ...stricter })
      .onConflict((conflict) => conflict.columns(['contact_id', 'kind', 'subject']).doUpdateSet(stricter))
      .execute();
  }
}
