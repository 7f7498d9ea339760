import type { Media } from '@parley/core/gateway-api';
import type { Selectable } from 'kysely';
import type { Tables } from '../store/index.ts';
import { instantOf } from '../store/instant.ts';
import { isMediaProblem, mediaWords } from './words.ts';

export type MediaRow = Selectable<Tables['media']>;

/** A file as the API and the events show it, with its problem in the reader's language. */
export function viewMedia(row: MediaRow, language: 'de' | 'en'): Media {
  return {
    id: row.id,
    origin: row.origin,
    kind: row.kind,
    state: row.state,
    mimeType: row.mime_type,
    filename: row.filename,
    bytes: row.bytes,
    sha256: row.sha256,
    from: row.number_id,
    messageId: row.message_id,
    problem: viewProblem(row.problem, language),
    createdAt: instantOf(row.created_at),
    storedAt: instantOf(row.stored_at),
  };
}

function viewProblem(code: string | null, language: 'de' | 'en'): Media['problem'] {
  if (code === null || !isMediaProblem(code)) return null;
  const { explanation, nextStep } = mediaWords[code];
  return { code, explanation: explanation[language], nextStep: nextStep[language] };
}
