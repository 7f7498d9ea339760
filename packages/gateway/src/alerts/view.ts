import type { Alert, Business } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import type { Tables } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { subjectKind } from './alert.ts';
import { alertWords } from './words.ts';

export type AlertRow = Selectable<Tables['alert']>;

/** An alert as the API and the events show it, in one language. */
export function viewAlert(row: AlertRow, reader: Pick<Business, 'language' | 'timeZone'>): Alert {
  return {
    id: row.id,
    code: row.code,
    severity: row.severity,
    subject: { kind: subjectKind(row.code), id: row.subject === '' ? null : row.subject },
    ...alertWords(row.code, JSON.parse(row.details), reader),
    raisedAt: instantOf(row.raised_at),
    clearedAt: instantOf(row.cleared_at),
  };
}
