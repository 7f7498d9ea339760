import type { FoundRow } from '../salesforce/port.ts';
import type { ConsentFields } from './field-change.ts';

/** The Contacts or Leads that were touched since; which of them changed their consent is read off the fields. */
export function changedPeopleQuery(object: 'Contact' | 'Lead', since: string | undefined): string {
  const fields = [
    'Id',
    'WhatsApp_E164__c',
    'MobilePhone',
    'Phone',
    'WhatsApp_Opt_In__c',
    'WhatsApp_Opt_In_Synced__c',
    'WhatsApp_Opt_In_Source__c',
    'WhatsApp_Opt_In_Date__c',
    'WhatsApp_Opt_In_Text_Version__c',
    'WhatsApp_Opt_In_Number__c',
    'WhatsApp_Opt_In_Note__c',
    'LastModifiedById',
    'LastModifiedBy.Name',
    'SystemModstamp',
  ];
  const newer = since ? ` AND SystemModstamp >= ${since}` : '';
  // A converted lead cannot be written to any more; the contact it became has the fields now.
  const open = object === 'Lead' ? ' AND IsConverted = false' : '';
  return (
    `SELECT ${fields.join(', ')} FROM ${object} ` +
    `WHERE (WhatsApp_Opt_In__c != null OR WhatsApp_Opt_In_Synced__c != null)${open}${newer} ORDER BY SystemModstamp`
  );
}

/** The consent fields of such a row. */
export function consentFields(row: FoundRow): ConsentFields {
  const read = (name: string): string | null => {
    const value = row[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    optIn: read('WhatsApp_Opt_In__c'),
    synced: read('WhatsApp_Opt_In_Synced__c'),
    source: read('WhatsApp_Opt_In_Source__c'),
    date: read('WhatsApp_Opt_In_Date__c'),
    textVersion: read('WhatsApp_Opt_In_Text_Version__c'),
    number: read('WhatsApp_E164__c'),
    consentNumber: read('WhatsApp_Opt_In_Number__c'),
  };
}
