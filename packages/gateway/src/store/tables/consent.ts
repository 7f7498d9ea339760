import type { Generated } from 'kysely';
import type { Flag, Json, Milliseconds } from './column.ts';

/** The consent ledger and what belongs to proof and erasure. */
export type ConsentTables = {
  consent_event: {
    /** Position in the hash chain. */
    seq: Generated<number>;
    id: string;
    contact_id: string;
    scope: string;
    topic: string | null;
    action: string;
    method: string | null;
    source: string | null;
    text_version: string | null;
    /** Of the text of that version, where it was kept when the entry was made. */
    text_sha256: string | null;
    language: string | null;
    occurred_at: Milliseconds;
    recorded_at: Milliseconds;
    meta_time: Flag;
    proven: Flag;
    word: string | null;
    evidence: Json;
    recorded_by: Json;
    external_id: string | null;
    /** Personal fields enter the chain as salted digests, so that erasing value and salt leaves it verifiable. */
    salt: string | null;
    digest: string;
    prev_hash: string;
    hash: string;
  };
  /** What people were shown when they agreed; a version in a language never changes. */
  consent_text: {
    version: string;
    language: string;
    text: string;
    sha256: string;
    created_at: Milliseconds;
    retired_at: Milliseconds | null;
  };
  /** One-time codes that prove a consent, as keyed hashes. */
  opt_in_link: {
    id: string;
    code_hash: string;
    purpose: string;
    text_version: string;
    language: string;
    source: string;
    created_at: Milliseconds;
    expires_at: Milliseconds;
    used_at: Milliseconds | null;
  };
  /** People who were erased, as keyed hashes of their identities; `lifted_for` are purposes they opened again. */
  suppression: { hash: string; since: Milliseconds; reason: string; lifted_for: Json };
  erasure: { id: string; contact_id: string; at: Milliseconds; report: Json };
};
