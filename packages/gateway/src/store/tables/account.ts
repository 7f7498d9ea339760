import type { Generated } from 'kysely';
import type { Flag, Json, Milliseconds } from './column.ts';

/** The business, its keys, its numbers and templates. */
export type AccountTables = {
  setting: { key: string; value: Json };
  api_key: {
    id: string;
    name: string;
    hash: string;
    scopes: Json;
    numbers: Json;
    tool: string | null;
    sends_per_day: number | null;
    created_at: Milliseconds;
    last_used_at: Milliseconds | null;
  };
  /** How many sends a key has made on a day (UTC), for its daily bound. */
  key_use: { key_id: string; day: string; sends: number };
  business_number: {
    id: string;
    account_id: string;
    display_number: string | null;
    verified_name: string | null;
    quality: string | null;
    throughput: string | null;
    /** What else Meta says of it. */
    info: Json | null;
    /** The number is used in the WhatsApp Business app as well, where Meta gives it a fixed, slow pace. */
    on_phone_app: Generated<Flag>;
    /** Meta has refused for spam (131048): until then nobody is written to first. */
    limited_until: Milliseconds | null;
    /** Meta warns that the number's quality is low (FLAGGED): advertising waits. */
    flagged: Generated<Flag>;
    /** Meta's restriction of the account: what it forbids, and until when; null for until it says otherwise. */
    restriction: string | null;
    restricted_until: Milliseconds | null;
    state: 'connected' | 'receiving_only';
    stopped: Flag;
    /** Where every webhook of the number is passed on to. */
    forward_to: string | null;
    /** By which of Meta's calls marketing templates leave. */
    marketing_via: Generated<'messages' | 'marketing_messages'>;
    updated_at: Milliseconds;
  };
  /** What Meta said last of an account, by topic: `ban`, `restrictions`, `review`, `capability` and the like. */
  account_standing: {
    account_id: string;
    topic: string;
    /** Without the raw form. */
    fact: Json;
    /** When Meta told it; the moment of its arrival where the webhook does not say. */
    at: Milliseconds;
  };
  template: {
    id: string;
    account_id: string;
    name: string;
    language: string;
    category: string;
    status: string;
    definition: Json;
    updated_at: Milliseconds;
  };
  template_policy: {
    account_id: string;
    name: string;
    language: string;
    policy: Json;
    set_by: string;
    set_at: Milliseconds;
  };
};
