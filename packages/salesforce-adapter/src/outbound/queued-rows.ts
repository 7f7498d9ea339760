import type { FoundRow } from '../salesforce/port.ts';

/** Rows of one look; sent one after the other, the next look takes the rest. */
export const QUEUED_PAGE = 200;

const PERSON_FIELDS = ['WhatsApp_E164__c', 'MobilePhone', 'Phone'];

/**
 * The rows that wait to be sent. A row the gateway has taken carries its id there, and rows the adapter writes
 * are never `Queued`: its own writes do not come back here.
 */
export function queuedRowsQuery(since: string | undefined): string {
  const fields = [
    'Id',
    'Client_Request_Id__c',
    'Body__c',
    'To__c',
    'Business_Number_Id__c',
    'Template__r.Template_Name__c',
    'Template__r.Language__c',
    'Template_Name__c',
    'Template_Language__c',
    'Template_Variables__c',
    'Author_Kind__c',
    'Conversation__r.Parley_Conversation_Id__c',
    ...PERSON_FIELDS.flatMap((field) => [`Contact__r.${field}`, `Lead__r.${field}`]),
    'CreatedById',
    'CreatedBy.Name',
    'SystemModstamp',
  ];
  const newer = since ? ` AND SystemModstamp >= ${since}` : '';
  return (
    `SELECT ${fields.join(', ')} FROM WhatsApp_Message__c WHERE Direction__c = 'Outbound' ` +
    `AND Status__c = 'Queued' AND Parley_Message_Id__c = null${newer} ORDER BY CreatedDate, Name LIMIT ${QUEUED_PAGE}`
  );
}

/** The key that makes the send happen once, however often it is asked for. */
export function idempotencyKey(row: FoundRow): string {
  return text(row.Client_Request_Id__c) ?? row.Id;
}

/** A field of the row as text; empty is the same as not there. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
