import { type Deps, TOOL } from '../deps.ts';
import type { FoundRow } from '../salesforce/port.ts';
import { inParts, KEYS_PER_QUERY, quote, quoteAll } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import type { ErasedPerson } from './changes.ts';

/** The gateway takes a report of this length. */
const REPORT_LENGTH = 2000;

/**
 * Deletes the WhatsApp rows of an erased person, children first, and reports to the gateway what could not be
 * deleted. The Contact or Lead itself is the CRM's own record and stays.
 */
export async function erasePerson(deps: Deps, person: ErasedPerson): Promise<void> {
  let deleted = 0;
  const left: string[] = [];
  for (const { object, rows } of await rowsOf(deps, person)) {
    const results = await writeRows(deps.patience, `Deleting ${object}`, rows, (part) =>
      deps.port.remove(part.map((row) => String(row.Id))),
    );
    for (const [at, result] of results.entries()) {
      if (result.ok || result.code === 'ENTITY_IS_DELETED') deleted++;
      else left.push(`${object} ${rows[at]?.Id}: ${result.code}`);
    }
  }
  const rest = left.length > 0 ? ` Could not delete: ${left.join(', ')}.` : '';
  const report = `Deleted ${deleted} WhatsApp records; the org keeps them in its recycle bin for up to 15 days.${rest}`;
  await deps.gateway.reportErasure(person.erasureId, TOOL, report.slice(0, REPORT_LENGTH));
}

async function rowsOf(
  deps: Deps,
  { contactId, rowIds }: ErasedPerson,
): Promise<{ object: string; rows: FoundRow[] }[]> {
  const about = quote(contactId);
  const [conversations = [], events = [], messages = []] = await deps.port.queryAll([
    `SELECT Id, Contact__c, Lead__c, Customer_Phone__c FROM WhatsApp_Conversation__c WHERE Parley_Contact_Id__c = ${about}`,
    `SELECT Id FROM WhatsApp_Consent_Event__c WHERE Parley_Contact_Id__c = ${about}`,
    `SELECT Id FROM WhatsApp_Message__c WHERE Conversation__r.Parley_Contact_Id__c = ${about}`,
  ]);
  for (const part of inParts(rowIds.filter(isRecordId), KEYS_PER_QUERY))
    messages.push(
      ...(await deps.port.query(`SELECT Id FROM WhatsApp_Message__c WHERE Id IN ${quoteAll(part)}`)),
    );
  messages.push(...(await looseMessages(deps, conversations)));
  return [
    { object: 'WhatsApp_Message__c', rows: [...new Map(messages.map((row) => [row.Id, row])).values()] },
    { object: 'WhatsApp_Conversation__c', rows: conversations },
    { object: 'WhatsApp_Consent_Event__c', rows: events },
  ];
}

/** What reps wrote to the person and was refused hangs on no conversation: the gateway never had it. */
async function looseMessages(deps: Deps, conversations: readonly FoundRow[]): Promise<FoundRow[]> {
  const conditions = conversations.flatMap((row) =>
    [
      ['Contact__c', row.Contact__c],
      ['Lead__c', row.Lead__c],
      ['To__c', row.Customer_Phone__c],
    ].flatMap(([field, value]) => (typeof value === 'string' ? [`${field} = ${quote(value)}`] : [])),
  );
  if (conditions.length === 0) return [];
  return deps.port.query(
    `SELECT Id FROM WhatsApp_Message__c WHERE Conversation__c = null AND (${[...new Set(conditions)].join(' OR ')})`,
  );
}

/** Other parts of the product may have linked something else; a malformed id would fail the whole query. */
function isRecordId(key: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(key);
}
