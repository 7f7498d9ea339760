import { rightsDueAt } from '@parley/core/consent';
import type { Erasure } from '@parley/core/gateway-api';
import { suppress } from '../consent/suppression.ts';
import { appendEvent } from '../events/append.ts';
import { eraseMedia } from '../media/erase.ts';
import { eraseWaits } from '../reply-waits/settle-wait.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { linksByTool } from './links.ts';
import { eraseMessages } from './messages.ts';
import {
  eraseConsent,
  eraseContact,
  eraseConversations,
  eraseIdentities,
  eraseSendingLimits,
  eraseTasks,
  identitiesToErase,
} from './person.ts';
import {
  eraseAnswers,
  eraseEvents,
  eraseForwards,
  eraseRawItems,
  eraseToolState,
  eraseWamids,
} from './traces.ts';

/** What every part of an erasure needs to know. */
export type Person = {
  /** The contact and those that were merged into it. */
  readonly contactIds: readonly string[];
  /** How the person may be named inside payloads: phone numbers without their plus, user ids. */
  readonly marks: readonly string[];
};

/**
 * Erases a person in the caller's transaction, suppression first: what remains are ids, times, decisions and a ledger
 * that can still be checked, none of which says who it was. The tools' links stay until each tool has reported.
 */
export async function erase(tx: Tx, runtime: Runtime, contactId: string, reason: string): Promise<Erasure> {
  const at = runtime.now();
  const { person, identities } = await personOf(tx, contactId);
  await suppress(tx, runtime, identities, at, reason);
  const links = await linksByTool(tx, person.contactIds);
  const erased = {
    messages: await eraseMessages(tx, runtime, person, at),
    events: await eraseEvents(tx, person),
    identities: await eraseIdentities(tx, person),
    toolStates: await eraseToolState(tx, person),
    files: await eraseMedia(tx, runtime, person.contactIds),
  };
  await eraseConversations(tx, person);
  await eraseTasks(tx, person, at);
  await eraseSendingLimits(tx, person);
  await eraseWaits(tx, runtime, person.contactIds);
  await eraseConsent(tx, person);
  await eraseRawItems(tx, person);
  await eraseForwards(tx, person);
  await eraseAnswers(tx, person);
  await eraseWamids(tx, person);
  await eraseContact(tx, person, at);
  const erasure: Erasure = {
    id: newId('era'),
    contactId,
    at: at.toISOString(),
    dueAt: rightsDueAt(at).toISOString(),
    completedAt: links.size === 0 ? at.toISOString() : null,
    erased,
    tools: [...links].map(([tool, ofTool]) => ({
      tool,
      state: 'pending',
      links: ofTool,
      report: null,
    })),
  };
  await tx
    .insertInto('erasure')
    .values({ id: erasure.id, contact_id: contactId, at: at.getTime(), report: JSON.stringify(erasure) })
    .execute();
  // Without a contact id of its own: this event must outlive every later erasure.
  await appendEvent(tx, {
    type: 'contact.erased',
    at,
    data: { contactId, erasureId: erasure.id, links: [...links.values()].flat() },
  });
  return erasure;
}

async function personOf(tx: Tx, contactId: string) {
  const merged = await tx.selectFrom('contact').select('id').where('merged_into', '=', contactId).execute();
  const contactIds = [contactId, ...merged.map((row) => row.id)];
  const identities = await identitiesToErase(tx, contactIds);
  const marks = identities
    .filter(({ kind }) => kind !== 'username')
    .map(({ value }) => value.replace(/^\+/, ''));
  return { person: { contactIds, marks }, identities };
}
