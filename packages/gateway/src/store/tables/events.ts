import type { Generated } from 'kysely';
import type { Flag, Json, Milliseconds } from './column.ts';

/** What is told to tools, and what they keep. */
export type EventTables = {
  event: {
    seq: Generated<number>;
    id: string;
    type: string;
    at: Milliseconds;
    data: Json;
    contact_id: string | null;
    number_id: string | null;
    /** It is about one message: its id begins with the message's. */
    of_message: Generated<Flag>;
  };
  subscription: {
    id: string;
    url: string;
    types: Json;
    numbers: Json;
    filter: Json;
    secret: string;
    /** Secrets given to the same tool before, newest first: one of them may be the one it holds. Encrypted. */
    older_secrets: Json;
    /** The tool whose it is, else the key. */
    owner: string;
    state: 'active' | 'paused' | 'ended';
    /** The last event that was looked at for this subscription. */
    position: number;
    failing_since: Milliseconds | null;
    gone_since: Milliseconds | null;
    last_delivered_at: Milliseconds | null;
    /** In both languages. */
    last_problem: Json | null;
    created_at: Milliseconds;
  };
  delivery: {
    id: string;
    subscription_id: string;
    event_seq: number;
    event_id: string;
    type: string;
    state: 'waiting' | 'delivered' | 'dead';
    attempts: number;
    next_attempt_at: Milliseconds | null;
    last_status: number | null;
    last_problem: Json | null;
    delivered_at: Milliseconds | null;
  };
  /** Webhooks that are still to be passed on, byte for byte, to the address that a number names. */
  forward: {
    seq: Generated<number>;
    url: string;
    /** The bytes, each as one character: what is searched in it is ASCII. */
    payload: string;
    bytes: number;
    signature: string;
    content_type: string;
    received_at: Milliseconds;
    attempts: number;
    next_attempt_at: Milliseconds;
    last_problem: Json | null;
  };
  tool_state: {
    tool: string;
    key: string;
    /** Encrypted. */
    value: string;
    version: number;
    contact_id: string | null;
    updated_at: Milliseconds;
  };
};
