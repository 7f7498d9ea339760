import type { Origin } from '@parley/core/cloud-api';
import { findConversationOf } from '../conversations/open.ts';
import { appendConversationEvent } from '../events/append.ts';
import { tellNumber } from '../numbers/tell-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import type { KeptRaw } from './keep-raw.ts';

/** What an event says of an item that is kept raw: names and numbers only, the rest is read by its id. */
export type RawNews = Readonly<Record<string, string | number | null>>;

/**
 * Tells of something kept raw that came for a number: on the conversation with the person where there is one, else on
 * the number, without what is `personal`: an event about nobody outlives every erasure. The event names the item, so that
 * whoever makes more of it than Parley can read it.
 */
export async function tellOfNumber(
  tx: Tx,
  runtime: Runtime,
  { numberId }: Pick<Origin, 'numberId'>,
  kept: KeptRaw,
  { personal, news }: { readonly personal: RawNews; readonly news: RawNews },
): Promise<void> {
  const now = runtime.now();
  const change = { ...news, rawItemId: kept.id };
  const { contactId } = kept;
  const conversation = contactId && (await findConversationOf(tx, { contactId, numberId }));
  if (!conversation) return void (await tellNumber(tx, numberId, { change }, now));
  const more = { change: { ...personal, ...change } };
  await appendConversationEvent(tx, runtime, 'conversation.updated', conversation.id, now, more);
}

/** Tells of something kept raw that is about an account, for each of its numbers. */
export async function tellOfAccount(
  tx: Tx,
  runtime: Runtime,
  accountId: string,
  kept: KeptRaw,
  news: RawNews,
): Promise<void> {
  const numbers = await tx
    .selectFrom('business_number')
    .select('id')
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  for (const { id } of numbers)
    await tellNumber(tx, id, { change: { ...news, rawItemId: kept.id } }, runtime.now());
}
