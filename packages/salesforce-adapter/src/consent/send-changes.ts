import {
  type ConsentSummary,
  GatewayProblem,
  GatewayUnreachable,
  type NewConsentEvent,
} from '@parley/core/gateway-api';
import { type Deps, TOOL } from '../deps.ts';
import { numberOf } from '../people/phone-search.ts';
import type { FoundRow, NewRow } from '../salesforce/port.ts';
import { writeRows } from '../salesforce/write-rows.ts';
import { consentFields } from './changed-people.ts';
import { type FieldChange, readFieldChange } from './field-change.ts';
import { consentFieldsOf, notRecorded, proofMissingFields } from './person-row.ts';

/**
 * Hands the consent changes people made on Contacts or Leads to the gateway and writes back what counts now.
 * Opt-outs go first. Returns the rows that could not be handed over yet.
 */
export async function sendConsentChanges(
  deps: Deps,
  object: 'Contact' | 'Lead',
  rows: readonly FoundRow[],
): Promise<FoundRow[]> {
  const changed = rows
    .map((row) => ({ row, change: readFieldChange(consentFields(row)) }))
    .filter(({ change }) => change.kind !== 'none')
    .sort(
      (left, right) => Number(right.change.kind === 'withdraw') - Number(left.change.kind === 'withdraw'),
    );
  const open: FoundRow[] = [];
  await deps.turn(async () => {
    const answers: NewRow[] = [];
    for (const { row, change } of changed) {
      try {
        const fields = await sendChange(deps, row, change);
        if (fields.WhatsApp_Opt_In_Note__c !== row.WhatsApp_Opt_In_Note__c || 'WhatsApp_Opt_In__c' in fields)
          answers.push({ Id: row.Id, ...fields });
      } catch (error) {
        if (!(error instanceof GatewayUnreachable) && !isLater(error)) throw error;
        deps.log('warn', 'A consent change waits in Salesforce for the gateway.', {
          row: row.Id,
          why: String(error),
        });
        open.push(row);
      }
    }
    const results = await writeRows(deps.patience, `Updating ${object}`, answers, (part) =>
      deps.port.update(object, part),
    );
    for (const [at, result] of results.entries())
      if (!result.ok)
        deps.log('error', 'Salesforce refuses the consent fields of a record.', {
          row: answers[at]?.Id,
          code: result.code,
        });
  });
  return open;
}

async function sendChange(deps: Deps, row: FoundRow, change: FieldChange): Promise<NewRow> {
  if (change.kind === 'proof_missing') return proofMissingFields;
  const phone = numberOf(row, deps.defaultCountry);
  if (!phone) return notRecorded('the record has no number.');
  if (change.kind === 'none' || change.kind === 'restore') return restoredFields(deps, phone);
  const event = consentEvent(row, phone, change);
  try {
    const recorded = await deps.gateway.appendConsent(event, {
      // The stamp changes with every touch of the record: one change, one entry, however often it is sent.
      idempotencyKey: `salesforce:${row.Id}:${change.kind}:${String(row.SystemModstamp)}`,
    });
    return { WhatsApp_E164__c: phone, ...consentFieldsOf(phone, recorded.state.marketing, [recorded.event]) };
  } catch (error) {
    if (!(error instanceof GatewayProblem) || isLater(error)) throw error;
    return notRecorded(
      (error.problem.errors ?? []).map((fault) => fault.message).join(' ') || error.problem.detail,
    );
  }
}

function consentEvent(
  row: FoundRow,
  phone: string,
  change: Extract<FieldChange, { kind: 'withdraw' | 'grant' }>,
): NewConsentEvent {
  const actor = String(row.LastModifiedById);
  const name = (row.LastModifiedBy as { Name?: unknown } | null)?.Name;
  const by = { recordedBy: { tool: TOOL, actor, ...(typeof name === 'string' ? { name } : {}) } };
  const about = { contact: { phone }, purpose: 'marketing', method: 'agent' } as const;
  if (change.kind === 'withdraw')
    return { ...about, ...by, action: 'withdraw', source: `salesforce:${actor}` };
  return {
    ...about,
    ...by,
    action: 'grant',
    source: change.source,
    occurredAt: new Date(change.date.replace(/\+0000$/, 'Z')).toISOString(),
    ...(change.textVersion ? { textVersion: change.textVersion } : {}),
  };
}

/** The value that was there before a person put in one that is not theirs to set. */
async function restoredFields(deps: Deps, phone: string): Promise<NewRow> {
  const [contact] = (await deps.gateway.findContacts({ identity: phone })).items;
  const ledger = contact && (await deps.gateway.getConsent(contact.id));
  const marketing = ledger?.state.marketing ?? NO_CONSENT;
  return { WhatsApp_E164__c: phone, ...consentFieldsOf(phone, marketing, ledger?.events ?? []) };
}

const NO_CONSENT: ConsentSummary['marketing'] = { state: 'none', since: null, eventId: null };

/** Says nothing about the change itself: it is handed over again. */
function isLater(error: unknown): boolean {
  return (
    error instanceof GatewayProblem &&
    (error.problem.status >= 500 || [401, 403, 408, 429].includes(error.problem.status))
  );
}
