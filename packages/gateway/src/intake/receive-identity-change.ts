import type { IdentityChangedEvent, SystemEvent } from '@parley/core/cloud-api';
import { changeIdentity } from '../contacts/change-identity.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import { tellContact } from '../contacts/tell-contact.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { believedTime } from './meta-time.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/** A person's number or user id is another one from now on. */
export async function receiveIdentityChange(
  tx: Tx,
  runtime: Runtime,
  item: IdentityChangedEvent,
): Promise<void> {
  if (!(await isFirstTime(tx, runtime, ['identity', item.numberId, item.wamid]))) return;
  await recordNumber(tx, runtime, item);
  await changeIdentity(tx, runtime, { ...item, at: believedTime(item.at, runtime.now()) });
}

/**
 * WhatsApp says something of its own about a person. That it was set up anew for them is noted on the contact: whoever
 * reads there now may be somebody else. The rest is kept raw.
 */
export async function receiveSystem(tx: Tx, runtime: Runtime, item: SystemEvent): Promise<void> {
  const { person, identity, type } = item;
  const isAboutIdentity = type === 'customer_identity_changed' || identity !== undefined;
  const isNamed = (person.phone ?? person.userId ?? person.parentUserId) !== undefined;
  if (!isAboutIdentity) return keepRaw(tx, runtime, item, 'unknown');
  if (!isNamed) return keepRaw(tx, runtime, item, 'unaddressed');
  if (!(await isFirstTime(tx, runtime, ['system', item.numberId, item.wamid]))) return;
  await recordNumber(tx, runtime, item);
  const now = runtime.now();
  const at = believedTime(identity?.changedAt ?? item.at, now);
  const { id } = await findOrCreateContact(tx, runtime, person, 'whatsapp', now, item.at);
  const noted = await tx
    .updateTable('contact')
    .set({ identity_changed_at: at.getTime() })
    .where('id', '=', id)
    .where((where) =>
      where.or([where('identity_changed_at', 'is', null), where('identity_changed_at', '<', at.getTime())]),
    )
    .executeTakeFirstOrThrow();
  if (noted.numUpdatedRows === 0n) return;
  await tellContact(tx, runtime, id, now);
}
