import { appendEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { viewContact } from './view.ts';

/** Tells `contact.updated` with the contact as it is now. */
export async function tellContact(tx: Tx, runtime: Runtime, contactId: string, at: Date): Promise<void> {
  const contact = await viewContact(tx, runtime, contactId);
  await appendEvent(tx, { type: 'contact.updated', at, data: { contact }, contactId });
}
