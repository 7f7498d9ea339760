import { mergeLedgers } from '../consent/merge.ts';
import { consentRows } from '../consent/standing.ts';
import { mergeConversations } from '../conversations/merge.ts';
import { appendConversationEvent, appendEvent } from '../events/append.ts';
import { cancelForbidden } from '../outbox/cancel.ts';
import { mergeSendingLimits } from '../outbox/merge-limits.ts';
import { releaseHeld } from '../outbox/release.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { mergeContactRows, mergeIdentities, mergeTies } from './merge-rows.ts';
import { viewContact } from './view.ts';

/** Two contacts that are one person. */
export type Merge = {
  /** The one that remains. */
  readonly survivor: string;
  readonly merged: string;
  /** Meta's time of what said so. */
  readonly at: Date;
};

/**
 * Makes one contact of two, in the caller's transaction: identities, conversations, messages in every state, what tools
 * keep. The ledgers stay as they are and are read as one; of consent the more restrictive state holds, and what waits
 * and is forbidden by it is cancelled. The old ids go on resolving.
 */
export async function mergeContacts(tx: Tx, runtime: Runtime, merge: Merge): Promise<void> {
  const { survivor, merged } = merge;
  const now = runtime.now();
  const ledgers = { one: await consentRows(tx, survivor), other: await consentRows(tx, merged) };
  await mergeContactRows(tx, merge, now);
  await mergeIdentities(tx, merge);
  await mergeTies(tx, merge);
  await mergeSendingLimits(tx, merge);
  const conversations = await mergeConversations(tx, merge);
  const entryId = await mergeLedgers(tx, runtime, merge, ledgers, now);
  await cancelForbidden(tx, runtime, survivor, now, entryId);
  for (const { id, isOpen } of conversations) if (isOpen(now)) await releaseHeld(tx, id, now);
  await appendEvent(tx, {
    type: 'contact.merged',
    at: now,
    data: { contact: await viewContact(tx, runtime, survivor), mergedContactId: merged },
    contactId: survivor,
  });
  for (const { id } of conversations)
    await appendConversationEvent(tx, runtime, 'conversation.updated', id, now);
  runtime.log.info({ contact: survivor, merged }, 'two contacts are one person and were merged');
}
