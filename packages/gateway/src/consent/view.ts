import type { ConsentStanding, PurposeConsent } from '@parley/core/consent';
import type { ConsentEventRecord, ConsentSummary } from '@parley/core/gateway-api';
import { externalIdOf } from './external-id.ts';
import type { ConsentRow } from './standing.ts';

/** The standing as the API shows it. */
export function viewStanding(standing: ConsentStanding): ConsentSummary {
  return {
    service: viewPurpose(standing.service),
    utility: viewPurpose(standing.utility),
    authentication: viewPurpose(standing.authentication),
    marketing: viewPurpose(standing.marketing),
  };
}

function viewPurpose(consent: PurposeConsent): ConsentSummary['service'] {
  return {
    state: consent.state,
    since: consent.since?.toISOString() ?? null,
    eventId: consent.eventId ?? null,
  };
}

/** One ledger entry as the API and the events show it. */
export function viewConsentEvent(row: ConsentRow): ConsentEventRecord {
  const recordedBy = JSON.parse(row.recorded_by) as Partial<ConsentEventRecord['recordedBy']>;
  return {
    id: row.id,
    contactId: row.contact_id,
    purpose: row.scope as ConsentEventRecord['purpose'],
    topic: row.topic,
    action: row.action as ConsentEventRecord['action'],
    method: row.method as ConsentEventRecord['method'],
    source: row.source,
    textVersion: row.text_version,
    textSha256: row.text_sha256,
    language: row.language,
    occurredAt: new Date(row.occurred_at).toISOString(),
    recordedAt: new Date(row.recorded_at).toISOString(),
    proven: row.proven === 1,
    evidence: JSON.parse(row.evidence) as Record<string, unknown>,
    recordedBy: {
      tool: recordedBy.tool ?? null,
      actor: recordedBy.actor ?? null,
      name: recordedBy.name ?? null,
    },
    externalId: row.external_id === null ? null : externalIdOf(row.external_id),
    hash: row.hash,
  };
}
