import type { ConsentEventRecord, Contact } from '@parley/core/gateway-api';
import type { NewRow } from '../salesforce/port.ts';
import { fitOrNull } from './fit.ts';
import { type Person, personLookups, phoneOf } from './person.ts';

/** A copy of one entry of the ledger. */
export function consentEventRow(
  event: ConsentEventRecord,
  contact: Contact,
  person: Person | undefined,
): NewRow {
  const by = event.recordedBy;
  return {
    Parley_Event_Id__c: event.id,
    Parley_Contact_Id__c: contact.id,
    ...(person ? personLookups(person) : {}),
    Phone__c: phoneOf(contact) ?? null,
    Purpose__c: event.purpose,
    Action__c: event.action,
    Method__c: event.method,
    Source__c: fitOrNull(event.source, 255),
    Text_Version__c: fitOrNull(event.textVersion, 64),
    Recorded_By__c: fitOrNull([by.tool, by.name ?? by.actor].filter(Boolean).join(', '), 160),
    Occurred_At__c: event.occurredAt,
  };
}
