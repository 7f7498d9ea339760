import type { Contact } from '@parley/core/gateway-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { viewContact } from './view.ts';

/** A single contact as the API shows it: also what it was known by before, and where the id asked for has led. */
export async function viewWholeContact(
  tx: Tx,
  runtime: Runtime,
  contactId: string,
  askedFor: string = contactId,
): Promise<Contact> {
  const contact = await viewContact(tx, runtime, contactId);
  const former = await tx
    .selectFrom('former_identity')
    .select(['kind', 'value', 'source', 'since', 'until'])
    .where('contact_id', '=', contactId)
    .orderBy('until')
    .orderBy('kind')
    .execute();
  return {
    ...contact,
    ...(askedFor === contactId ? {} : { mergedInto: contactId }),
    ...(former.length === 0
      ? {}
      : {
          formerIdentities: former.map(({ since, until, ...identity }) => ({
            ...identity,
            since: new Date(since).toISOString(),
            until: new Date(until).toISOString(),
          })),
        }),
  };
}
