import type { AppContactEvent } from '@parley/core/cloud-api';
import { suppressionOfPerson } from '../consent/suppression.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import { tellContact } from '../contacts/tell-contact.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/**
 * Somebody changed the address book of the phone app: its names are those that the business knows its customers by, and
 * come before their messages. A name in a tool is changed only by an edit; who was erased does not come back by it, and
 * who is removed there stays a customer here.
 */
export async function receiveAppContact(tx: Tx, runtime: Runtime, item: AppContactEvent): Promise<void> {
  const { person, action, numberId, at } = item;
  const name = person.name ?? item.firstName;
  if ((action !== 'add' && action !== 'edit') || name === undefined)
    return keepRaw(tx, runtime, item, 'outside');
  const about = [person.phone ?? person.userId ?? '', action, name, String(at?.getTime() ?? '')];
  if (!(await isFirstTime(tx, runtime, ['app contact', numberId, ...about]))) return;
  await recordNumber(tx, runtime, item);
  if (await suppressionOfPerson(tx, runtime, person)) return;
  const now = runtime.now();
  const { id } = await findOrCreateContact(tx, runtime, { ...person, name }, 'whatsapp_app', now, at);
  if (action === 'edit') await tx.updateTable('contact').set({ name }).where('id', '=', id).execute();
  await tellContact(tx, runtime, id, now);
}
