import type { Contact } from '@parley/core/gateway-api';
import { consentFields } from '../consent/changed-people.ts';
import { readFieldChange } from '../consent/field-change.ts';
import { consentFieldsOf } from '../consent/person-row.ts';
import type { Deps } from '../deps.ts';
import { findByOwnField, findPerson } from '../people/find-person.ts';
import { consentEventRow } from '../records/consent-event-row.ts';
import { type Person, phoneOf } from '../records/person.ts';
import type { NewRow } from '../salesforce/port.ts';
import { quote } from '../salesforce/soql.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { LINK_FIELDS, linkedPerson } from './linked-person.ts';
import type { Unwritten } from './unwritten.ts';

/** The newest entries of a ledger that are copied; the ledger itself stays at the gateway. */
const COPIED_EVENTS = 100;

/** Shows a contact's consent on every record that has the number, and copies the ledger's entries. */
export async function writeConsent(deps: Deps, contact: Contact): Promise<Unwritten[]> {
  const ledger = await deps.gateway.getConsent(contact.id);
  const people = await peopleOf(deps, contact);
  const phone = phoneOf(contact) ?? null;
  const codes: string[] = [];
  for (const object of ['Contact', 'Lead'] as const) {
    const ids = people.filter((person) => person.object === object).map((person) => person.id);
    const fields = consentFieldsOf(phone, ledger.state.marketing, ledger.events);
    const rows: NewRow[] = [];
    for (const id of ids) if (await mayShow(deps, object, id, phone)) rows.push({ Id: id, ...fields });
    const results = await writeRows(deps.patience, `Updating ${object}`, rows, (part) =>
      deps.port.update(object, part),
    );
    codes.push(...results.flatMap((result) => (result.ok ? [] : [result.code])));
  }
  const [only, ...more] = people;
  const person = more.length === 0 ? only : undefined;
  const events = ledger.events.slice(-COPIED_EVENTS).map((event) => consentEventRow(event, contact, person));
  const results = await writeRows(deps.patience, 'Writing WhatsApp_Consent_Event__c', events, (part) =>
    deps.port.upsert('WhatsApp_Consent_Event__c', 'Parley_Event_Id__c', part),
  );
  codes.push(...results.flatMap((result) => (result.ok ? [] : [result.code])));
  return codes.slice(0, 1).map((code) => ({ kind: 'consent', id: contact.id, code }));
}

/** Everybody whose WhatsApp number it is, and whoever the conversations are linked to. */
async function peopleOf(deps: Deps, contact: Contact): Promise<Person[]> {
  const phone = phoneOf(contact);
  const people: Person[] = phone ? await findByOwnField(deps.port, phone) : [];
  const linked = await deps.port.query(
    `SELECT Id, ${LINK_FIELDS} FROM WhatsApp_Conversation__c WHERE Parley_Contact_Id__c = ${quote(contact.id)}`,
  );
  people.push(...linked.map(linkedPerson).filter((person) => person !== undefined));
  if (people.length === 0 && phone) {
    const match = await findPerson(deps.port, phone, deps.defaultCountry);
    if (match.kind === 'linked') people.push(match.person);
  }
  return [...new Map(people.map(({ object, id }) => [id, { object, id }])).values()];
}

/**
 * A record with another WhatsApp number shows that number's consent, and what a person has set here and the
 * gateway has not heard of yet must not be overwritten, least of all an opt-out.
 */
async function mayShow(
  deps: Deps,
  object: Person['object'],
  id: string,
  phone: string | null,
): Promise<boolean> {
  const [row] = await deps.port.query(
    `SELECT Id, WhatsApp_E164__c, WhatsApp_Opt_In__c, WhatsApp_Opt_In_Synced__c FROM ${object} WHERE Id = ${quote(id)}`,
  );
  if (!row || (row.WhatsApp_E164__c && row.WhatsApp_E164__c !== phone)) return false;
  const { kind } = readFieldChange(consentFields(row));
  return kind === 'none' || kind === 'restore';
}
