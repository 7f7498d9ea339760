import type { Deps } from '../deps.ts';
import { quote } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { Merge } from './changes.ts';

/** The rows that name a contact by its id at the gateway. */
const OBJECTS = ['WhatsApp_Conversation__c', 'WhatsApp_Consent_Event__c'] as const;

/** Moves the rows of a merged contact to the one that remains, so that erasing that person reaches them. */
export async function mergePeople(deps: Deps, { from, into }: Merge): Promise<void> {
  for (const object of OBJECTS) {
    const rows = await deps.port.query(
      `SELECT Id FROM ${object} WHERE Parley_Contact_Id__c = ${quote(from)}`,
    );
    const moved = rows.map(({ Id }) => ({ Id, Parley_Contact_Id__c: into }));
    const results = await writeRows(deps.patience, `Updating ${object}`, moved, (part) =>
      deps.port.update(object, part),
    );
    for (const [at, result] of results.entries())
      if (!result.ok)
        deps.log('error', 'Salesforce refuses to move a row to the merged contact.', {
          row: moved[at]?.Id,
          code: result.code,
        });
  }
}
