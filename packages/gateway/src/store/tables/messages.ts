import type { RawItem } from '@parley/core/gateway-api';
import type { Generated } from 'kysely';
import type { Flag, Json, Milliseconds } from './column.ts';

/** Messages both ways, what became of them, and what webhooks said. */
export type MessageTables = {
  message: {
    /** Order of acceptance over all messages. */
    seq: Generated<number>;
    id: string;
    wamid: string | null;
    direction: 'inbound' | 'outbound';
    number_id: string;
    conversation_id: string;
    contact_id: string;
    content: Json;
    purpose: string | null;
    quote_id: string | null;
    quote_wamid: string | null;
    status: string;
    decision: Json | null;
    sent_by: Json | null;
    error: Json | null;
    key_id: string | null;
    /** `opt_out_confirmation` and the like: the gateway's own messages. */
    own: string | null;
    send_at: Milliseconds | null;
    hold_until: Milliseconds | null;
    if_window_closed: Json | null;
    if_unknown: 'ask' | 'resend' | null;
    /** Its place in the conversation's order: `sendAt`, else its acceptance, or when what held it was over. */
    due_at: Milliseconds | null;
    /** When it may be tried next; throttling moves it. */
    attempt_at: Milliseconds | null;
    attempts: number;
    /** How often in a row Meta has answered that it goes too fast. */
    throttled: Generated<number>;
    /** 0: answers people and sends codes. 1: writes first, and lets those go before it. */
    lane: Generated<0 | 1>;
    /** What the rules took it for when it left; for counting how much of a kind a person gets. */
    category: string | null;
    sending_at: Milliseconds | null;
    /** Since when its outcome is unknown, and whether people have been told that it stays so. */
    unknown_at: Milliseconds | null;
    unknown_told: Flag;
    resend_of: string | null;
    edited_at: Milliseconds | null;
    revoked_at: Milliseconds | null;
    /** The customer left with this word or button. */
    opt_out: Flag | null;
    raw: Json | null;
    /** Meta dated it too far ahead to be believed: `created_at` is when it arrived, by our clock. */
    dated_ahead: Flag | null;
    created_at: Milliseconds;
    updated_at: Milliseconds;
  };
  message_status: {
    message_id: string;
    status: string;
    at: Milliseconds;
    error: Json | null;
    recorded_at: Milliseconds;
  };
  /** Statuses that came before their message was known by its wamid, and those of messages sent elsewhere. */
  external_status: {
    wamid: string;
    status: string;
    at: Milliseconds;
    error: Json | null;
    recorded_at: Milliseconds;
  };
  /** Edits and deletions that came before the customer's message they are about. */
  early_change: {
    wamid: string;
    kind: 'edited' | 'revoked';
    at: Milliseconds;
    content: Json | null;
    recorded_at: Milliseconds;
  };
  link: { tool: string; key: string; part: number; conversation_id: string; message_id: string | null };
  idempotency: {
    key_id: string;
    key: string;
    body_hash: string;
    status: number;
    answer: Json;
    created_at: Milliseconds;
  };
  /** What webhooks have said already that is stored nowhere by its own key, as keyed hashes: kept at least 8 days, since Meta retries for 7. */
  webhook_seen: { hash: string; seen_at: Milliseconds };
  /** Messages that were erased with their person, as keyed hashes: Meta may send one of them once more. */
  forgotten_message: { hash: string; forgotten_at: Milliseconds };
  /** Webhook items from which nothing follows, whole. */
  raw_item: {
    id: string;
    field: string;
    reason: RawItem['reason'];
    account_id: string | null;
    number_id: string | null;
    contact_id: string | null;
    payload: Json;
    received_at: Milliseconds;
  };
  /** A caller who waits for what becomes of a message. */
  reply_wait: {
    id: string;
    message_id: string;
    conversation_id: string;
    contact_id: string;
    url: string;
    /** Encrypted. */
    secret: string;
    match: 'tapped' | 'quoted' | 'any';
    until: Milliseconds;
    state: 'waiting' | 'settled' | 'delivered' | 'dead';
    outcome: 'replied' | 'failed' | 'expired' | null;
    /** What the customer answered. */
    reply_id: string | null;
    attempts: number;
    next_attempt_at: Milliseconds | null;
    gone_since: Milliseconds | null;
    /** Why the outcome was not taken the last time, in both languages. */
    last_problem: Json | null;
    settled_at: Milliseconds | null;
    created_at: Milliseconds;
  };
};
