const HOUR_MS = 60 * 60 * 1000;

/** A person who came by an advertisement has to be answered within this time for the entry to be free. */
export const ENTRY_ANSWER_MS = 24 * HOUR_MS;

/** From the first answer on, all messages cost nothing for this long. */
export const FREE_ENTRY_MS = 72 * HOUR_MS;

/** A person wrote by way of an advertisement or a page's button, and the first answer to that. */
export type FreeEntry = { readonly arrivedAt: Date | undefined; readonly answeredAt: Date | undefined };

/**
 * Until when the free entry point lasts; undefined when there is none, or it is over. It changes the price, not what is
 * allowed: free-form messages still follow the customer service window. Source: Meta's pricing documentation.
 */
export function freeEntryUntil({ arrivedAt, answeredAt }: FreeEntry, now: Date): Date | undefined {
  if (arrivedAt === undefined || answeredAt === undefined) return undefined;
  if (answeredAt.getTime() - arrivedAt.getTime() > ENTRY_ANSWER_MS) return undefined;
  const until = new Date(answeredAt.getTime() + FREE_ENTRY_MS);
  return now < until ? until : undefined;
}
