import type { Person } from '../records/person.ts';
import type { FoundRow } from '../salesforce/port.ts';

/** What a query of conversation rows has to ask for. */
export const LINK_FIELDS = 'Contact__c, Lead__c, Lead__r.IsConverted, Lead__r.ConvertedContactId';

/** Lookups on a lead do not follow its conversion: the contact it became takes its place here. */
export function linkedPerson(row: FoundRow): Person | undefined {
  if (typeof row.Contact__c === 'string') return { object: 'Contact', id: row.Contact__c };
  if (typeof row.Lead__c !== 'string') return undefined;
  const lead = row.Lead__r as { IsConverted?: unknown; ConvertedContactId?: unknown } | null | undefined;
  return lead?.IsConverted === true && typeof lead.ConvertedContactId === 'string'
    ? { object: 'Contact', id: lead.ConvertedContactId }
    : { object: 'Lead', id: row.Lead__c };
}
