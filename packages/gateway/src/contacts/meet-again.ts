import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { findOrCreateContact } from './find.ts';
import { ownersOf, type PersonNamed } from './identities.ts';
import { recognise } from './known.ts';

/**
 * Learns from something that is not of the person's own doing, a status say: number and user id of somebody we know
 * belong together. A person whom only other tools write to becomes no contact by it.
 */
export async function meetAgain(tx: Tx, runtime: Runtime, person: PersonNamed, said: Date): Promise<void> {
  if (!person.phone || !person.userId) return;
  if (await recognise(tx, person)) return;
  if ((await ownersOf(tx, person, said)).length === 0) return;
  await findOrCreateContact(tx, runtime, person, 'whatsapp', runtime.now(), said);
}
