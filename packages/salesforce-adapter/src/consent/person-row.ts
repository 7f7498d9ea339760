import type { ConsentEventRecord, ConsentSummary } from '@parley/core/gateway-api';
import { fit, fitOrNull } from '../records/fit.ts';
import type { NewRow } from '../salesforce/port.ts';
import { PROOF_MISSING } from './field-change.ts';
import { optInValue } from './opt-in.ts';

const GIVES = new Set(['grant', 'confirm']);

/**
 * The consent fields as the ledger has them. Source, date and wording describe an opt-in only: after an
 * opt-out they are emptied, so that a later opt-in cannot pass with the proof of the old one.
 */
export function consentFieldsOf(
  phone: string | null,
  marketing: ConsentSummary['marketing'],
  events: readonly ConsentEventRecord[],
): NewRow {
  const value = optInValue(marketing.state);
  const given = events.findLast((event) => event.purpose === 'marketing' && GIVES.has(event.action));
  const shown = value === 'Opted In' || value === 'Pending' ? given : undefined;
  return {
    WhatsApp_Opt_In__c: value,
    WhatsApp_Opt_In_Synced__c: value,
    WhatsApp_Opt_In_Number__c: phone,
    WhatsApp_Opt_In_Source__c: fitOrNull(shown?.source, 255),
    WhatsApp_Opt_In_Date__c: shown?.occurredAt ?? null,
    WhatsApp_Opt_In_Text_Version__c: fitOrNull(shown?.textVersion, 64),
    WhatsApp_Opt_In_Note__c: fit(note(marketing), 255),
  };
}

/** The fields of an opt-in that does not count yet. */
export const proofMissingFields: NewRow = {
  WhatsApp_Opt_In__c: 'Pending',
  WhatsApp_Opt_In_Synced__c: PROOF_MISSING,
  WhatsApp_Opt_In_Note__c: 'The opt-in does not count yet: enter source and date.',
};

/** Says why nothing was recorded; the value stays as the person set it. */
export function notRecorded(why: string): NewRow {
  return { WhatsApp_Opt_In_Note__c: fit(`Not recorded: ${why}`, 255) };
}

function note(marketing: ConsentSummary['marketing']): string {
  const since = marketing.since ? ` since ${marketing.since.slice(0, 10)}` : '';
  switch (marketing.state) {
    case 'none':
      return 'No consent is recorded.';
    case 'requested':
      return `Asked${since}; no answer yet.`;
    case 'granted':
      return `Granted${since}; waits for the confirmation in WhatsApp.`;
    case 'unproven':
      return `Recorded${since} without proof.`;
    case 'confirmed':
      return `Confirmed${since}.`;
    case 'refused':
      return `Declined${since}.`;
    case 'withdrawn':
      return `Withdrawn${since}.`;
    case 'objected':
      return `Objected to marketing${since}.`;
    case 'provider_stop':
      return `Switched off in WhatsApp${since}; only the person can switch it on again there.`;
    case 'on_hold':
      return `On hold${since}: a message may have been an opt-out; a person has to decide.`;
  }
}
