import type { IdentityChangedEvent } from '@parley/core/cloud-api';
import { isSamePhone } from '@parley/core/contact';
import { recordConsent } from '../consent/ledger.ts';
import { spreadSuppression } from '../consent/suppression.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { findOrCreateContact } from './find.ts';
import { identitiesOf, identityOfUser, normalPhone, ownersOf, type StoredIdentity } from './identities.ts';
import { addIdentity, endIdentity, isEnded } from './learn.ts';
import { mergeContacts } from './merge.ts';
import { tellContact } from './tell-contact.ts';

type Change = Pick<IdentityChangedEvent, 'change' | 'previous' | 'current' | 'at' | 'wamid'>;

/** Whoever is named as before the change was named so until then. */
const JUST_BEFORE_MS = 1;

/**
 * WhatsApp says that a person is known under another number or user id from now on. They stay one contact, with the
 * history and every objection; what they were known by ends, and is free for whoever gets it next. What they agreed to
 * goes along only where the user id ties both: a number alone proves that a WhatsApp account was moved, not that whoever
 * reads it there is the one who agreed. So what was agreed to before counts no more.
 */
export async function changeIdentity(tx: Tx, runtime: Runtime, change: Change): Promise<void> {
  const { previous, current, at } = change;
  const now = runtime.now();
  const ended = endedBy(change);
  // Every number of the business is told of the same change.
  if (await isKnown(tx, change, ended)) return;
  const justBefore = new Date(at.getTime() - JUST_BEFORE_MS);
  const owners = new Set(await ownersOf(tx, previous, justBefore));
  for (const owner of await ownersOf(tx, current, at)) owners.add(owner);
  const [found, ...others] = owners;
  const id = found ?? (await findOrCreateContact(tx, runtime, previous, 'whatsapp', now, justBefore)).id;
  for (const merged of others) await mergeContacts(tx, runtime, { survivor: id, merged, at });
  for (const identity of identitiesOf(current))
    await addIdentity(tx, id, identity, { source: 'whatsapp', at: now, said: at });
  // As long as both are the person's: a suppression outlives the number that it was made under.
  await spreadSuppression(tx, runtime, id);
  for (const identity of ended) await endIdentity(tx, id, identity, at, 'whatsapp');
  if (change.change === 'phone' && !isTied(change)) await lapse(tx, runtime, id, change);
  await tellContact(tx, runtime, id, now);
}

function endedBy({ change, previous, current }: Change): readonly StoredIdentity[] {
  const ended: StoredIdentity[] = [];
  const user = identityOfUser(previous);
  if (user && current.userId !== undefined && current.userId !== previous.userId) ended.push(user);
  if (change === 'user_id' || previous.phone === undefined || current.phone === undefined) return ended;
  const phone = normalPhone(previous.phone);
  return isSamePhone(phone, normalPhone(current.phone)) ? ended : [{ kind: 'phone', value: phone }, ...ended];
}

async function isKnown(tx: Tx, { current, at }: Change, ended: readonly StoredIdentity[]): Promise<boolean> {
  const [first] = ended;
  if (!first) return false;
  const owners = await ownersOf(tx, current, at);
  for (const owner of owners) if (await isEnded(tx, owner, first, at)) return true;
  return false;
}

// The payload itself says whether the person is known by more than the number; what else is known may come any time.
function isTied({ previous, current }: Change): boolean {
  if (previous.userId !== undefined) return true;
  return previous.parentUserId !== undefined && previous.parentUserId === current.parentUserId;
}

async function lapse(tx: Tx, runtime: Runtime, contactId: string, { at, wamid }: Change): Promise<void> {
  await recordConsent(tx, runtime, {
    contactId,
    scope: 'all',
    action: 'lapse',
    source: 'WhatsApp',
    occurredAt: at,
    metaTime: true,
    proven: true,
    evidence: { wamid, change: 'phone' },
    recordedBy: { tool: 'gateway', actor: null, name: null },
  });
}
