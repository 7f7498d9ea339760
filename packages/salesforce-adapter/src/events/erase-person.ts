import { type Deps, TOOL } from '../deps.ts';
import { failureKind, SalesforceFailure } from '../salesforce/failure.ts';
import { inParts, quote } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';

/** Objects whose rows about an erased person are deleted, children first. */
const FILTERS = [
  ['WhatsApp_Message__c', 'Conversation__r.Parley_Contact_Id__c'],
  ['WhatsApp_Conversation__c', 'Parley_Contact_Id__c'],
  ['WhatsApp_Consent_Event__c', 'Parley_Contact_Id__c'],
] as const;

/**
 * Deletes the WhatsApp rows of an erased person and reports to the gateway what could not be deleted. The
 * Contact or Lead itself is the CRM's own record and stays.
 */
export async function erasePerson(deps: Deps, erasureId: string, contactId: string): Promise<void> {
  let deleted = 0;
  const left: string[] = [];
  for (const [object, filter] of FILTERS) {
    const rows = await deps.port.query(`SELECT Id FROM ${object} WHERE ${filter} = ${quote(contactId)}`);
    for (const part of inParts(rows, 200)) {
      const results = await writeRows(deps.patience, `Deleting ${object}`, part, (open) =>
        deps.port.remove(open.map((row) => String(row.Id))),
      );
      for (const [at, result] of results.entries()) {
        if (result.ok || result.code === 'ENTITY_IS_DELETED') deleted++;
        else if (failureKind(result.code) === 'retry')
          throw new SalesforceFailure('Erasing', result.code, '');
        else left.push(`${object} ${part[at]?.Id}: ${result.code}`);
      }
    }
  }
  const rest = left.length > 0 ? ` Could not delete: ${left.join(', ')}.` : '';
  const report = `Deleted ${deleted} WhatsApp records; the org keeps them in its recycle bin for up to 15 days.${rest}`;
  await deps.gateway.reportErasure(erasureId, TOOL, report.slice(0, 2000));
}
