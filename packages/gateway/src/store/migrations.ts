import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export type Engine = 'sqlite' | 'postgres';

/** Every step from an empty database to today's tables; a step that was released never changes. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  // The one thing the engines spell differently: a number that grows with every row.
  const seq = engine === 'postgres' ? 'bigserial primary key' : 'integer primary key autoincrement';
  return { '0001-first': { up: (db: Kysely<unknown>) => first(db, seq) } };
}

async function first(db: Kysely<unknown>, growing: string): Promise<void> {
  const seq = sql.raw(growing);
  await sql`create table setting (key text primary key, value text not null)`.execute(db);
  await sql`create table api_key (
    id text primary key, name text not null, hash text not null unique, scopes text not null, numbers text not null,
    tool text, sends_per_day integer, created_at bigint not null, last_used_at bigint)`.execute(db);
  await sql`create table key_use (
    key_id text not null, day text not null, sends integer not null, primary key (key_id, day))`.execute(db);
  await sql`create table business_number (
    id text primary key, account_id text not null, display_number text, verified_name text, quality text,
    throughput text, info text, on_phone_app integer not null default 0, limited_until bigint,
    flagged integer not null default 0, restriction text, restricted_until bigint,
    state text not null, stopped integer not null, forward_to text,
    marketing_via text not null default 'messages', updated_at bigint not null)`.execute(db);
  await sql`create table account_standing (
    account_id text not null, topic text not null, fact text not null, at bigint not null,
    primary key (account_id, topic))`.execute(db);
  await sql`create table contact (
    id text primary key, name text, attributes text not null, created_at bigint not null, merged_into text,
    merged_at bigint, erased_at bigint, identity_changed_at bigint)`.execute(db);
  await sql`create index contact_by_merged on contact (merged_into) where merged_into is not null`.execute(
    db,
  );
  await sql`create table identity (
    kind text not null, value text not null, contact_id text not null references contact (id), source text not null,
    since bigint not null, primary key (kind, value))`.execute(db);
  await sql`create index identity_by_contact on identity (contact_id)`.execute(db);
  await sql`create table former_identity (
    kind text not null, value text not null, contact_id text not null references contact (id), source text not null,
    since bigint not null, until bigint not null, primary key (kind, value, until, contact_id))`.execute(db);
  await sql`create index former_identity_by_contact on former_identity (contact_id)`.execute(db);
  await sql`create table conversation (
    id text primary key, contact_id text not null references contact (id), number_id text not null,
    state text not null, language text, tags text not null, assignee text, assignee_actor text, taken_at bigint, taken_by text,
    last_inbound_at bigint, last_inbound_message_id text, last_message_at bigint, unanswered integer not null,
    case_reply_at bigint, case_reply_message_id text, ai_disclosed_at bigint, ai_disclosure_message_id text, last_refusal text,
    open_tasks text not null default '[]', window_told text, window_closes_at bigint, window_look_at bigint,
    pair_full_at bigint,
    entry_at bigint, entry_answered_at bigint,
    merged_into text, created_at bigint not null, unique (contact_id, number_id))`.execute(db);
  await sql`create index conversation_by_time on conversation ((coalesce(last_message_at, created_at)), id)`.execute(
    db,
  );
  await sql`create index conversation_by_window on conversation (window_look_at)
    where window_look_at is not null`.execute(db);
  await sql`create table message (
    seq ${seq}, id text not null unique, wamid text unique, direction text not null, number_id text not null,
    conversation_id text not null references conversation (id), contact_id text not null, content text not null,
    purpose text, quote_id text, quote_wamid text, status text not null, decision text, sent_by text, error text,
    key_id text, own text, send_at bigint, hold_until bigint, if_window_closed text, if_unknown text,
    due_at bigint, attempt_at bigint, attempts integer not null, throttled integer not null default 0,
    lane integer not null default 0, category text, sending_at bigint, unknown_at bigint,
    unknown_told integer not null, resend_of text, edited_at bigint, revoked_at bigint, opt_out integer, raw text,
    dated_ahead integer, created_at bigint not null, updated_at bigint not null)`.execute(db);
  await sql`create index message_by_conversation on message (conversation_id, seq)`.execute(db);
  await sql`create index message_by_resent on message (resend_of) where resend_of is not null`.execute(db);
  // Only what is not finished: these stay small however many messages there are. A query uses one only when it
  // repeats the index's condition word for word, without parameters.
  await sql`create index message_waiting on message (number_id, lane, attempt_at, seq)
    where status in ('scheduled', 'queued')`.execute(db);
  await sql`create index message_by_category on message (contact_id, category, sending_at)
    where category in ('marketing', 'utility')`.execute(db);
  await sql`create index message_held on message (hold_until) where status = 'held'`.execute(db);
  await sql`create index message_underway on message (unknown_at)
    where status in ('sending', 'unknown')`.execute(db);
  // A list of more than two words would cost a table of its own at every insert.
  await sql`create index message_unfinished on message (conversation_id)
    where (status = 'scheduled' or status = 'held' or status = 'queued'
    or status = 'sending' or status = 'unknown')`.execute(db);
  await sql`create table message_status (
    message_id text not null, status text not null, at bigint not null, error text, recorded_at bigint not null,
    primary key (message_id, status, at))`.execute(db);
  await sql`create table external_status (
    wamid text not null, status text not null, at bigint not null, error text, recorded_at bigint not null,
    primary key (wamid, status, at))`.execute(db);
  await sql`create index external_status_by_age on external_status (recorded_at)`.execute(db);
  await sql`create table early_change (
    wamid text not null, kind text not null, at bigint not null, content text, recorded_at bigint not null,
    primary key (wamid, kind, at))`.execute(db);
  await sql`create table link (
    tool text not null, key text not null, part integer not null, conversation_id text not null, message_id text,
    primary key (tool, key, part))`.execute(db);
  await sql`create index link_by_conversation on link (conversation_id)`.execute(db);
  await sql`create index link_by_message on link (message_id)`.execute(db);
  await sql`create table idempotency (
    key_id text not null, key text not null, body_hash text not null, status integer not null, answer text not null,
    created_at bigint not null, primary key (key_id, key))`.execute(db);
  await sql`create index idempotency_by_age on idempotency (created_at)`.execute(db);
  await sql`create table webhook_seen (hash text primary key, seen_at bigint not null)`.execute(db);
  await sql`create index webhook_seen_by_age on webhook_seen (seen_at)`.execute(db);
  await sql`create table forgotten_message (hash text primary key, forgotten_at bigint not null)`.execute(db);
  await sql`create table raw_item (
    id text primary key, field text not null, reason text not null, account_id text, number_id text, contact_id text,
    payload text not null, received_at bigint not null)`.execute(db);
  await sql`create index raw_item_by_contact on raw_item (contact_id)`.execute(db);
  await sql`create index raw_item_not_understood on raw_item (received_at)
    where reason in ('unknown', 'unreadable', 'failed')`.execute(db);
  await sql`create table consent_event (
    seq ${seq}, id text not null unique, contact_id text not null, scope text not null, topic text,
    action text not null, method text, source text, text_version text, text_sha256 text, language text, occurred_at bigint not null,
    recorded_at bigint not null, meta_time integer not null, proven integer not null, word text,
    evidence text not null, recorded_by text not null, external_id text, salt text, digest text not null,
    prev_hash text not null, hash text not null unique)`.execute(db);
  await sql`create index consent_event_by_contact on consent_event (contact_id, seq)`.execute(db);
  await sql`create unique index consent_event_by_external_id on consent_event (external_id)`.execute(db);
  await sql`create table consent_text (
    version text not null, language text not null, text text not null, sha256 text not null,
    created_at bigint not null, retired_at bigint, primary key (version, language))`.execute(db);
  await sql`create table task (
    seq ${seq}, id text not null unique, kind text not null, state text not null, contact_id text not null,
    conversation_id text not null, number_id text not null, message_id text not null, reading text not null,
    created_at bigint not null, due_at bigint, answer text, note text, closed_at bigint, closed_by text)`.execute(
    db,
  );
  await sql`create index task_by_contact on task (contact_id)`.execute(db);
  await sql`create index task_open on task (seq) where state = 'open'`.execute(db);
  await sql`create table opt_in_link (
    id text primary key, code_hash text not null unique, purpose text not null, text_version text not null,
    language text not null, source text not null, created_at bigint not null, expires_at bigint not null,
    used_at bigint)`.execute(db);
  await sql`create index opt_in_link_by_age on opt_in_link (expires_at)`.execute(db);
  await sql`create table suppression (
    hash text primary key, since bigint not null, reason text not null, lifted_for text not null)`.execute(
    db,
  );
  await sql`create table template (
    id text primary key, account_id text not null, name text not null, language text not null,
    category text not null, status text not null, definition text not null, updated_at bigint not null,
    unique (account_id, name, language))`.execute(db);
  await sql`create table template_policy (
    account_id text not null, name text not null, language text not null, policy text not null,
    set_by text not null, set_at bigint not null, primary key (account_id, name, language))`.execute(db);
  await sql`create table event (
    seq ${seq}, id text not null unique, type text not null, at bigint not null, data text not null,
    contact_id text, number_id text, of_message integer not null default 0)`.execute(db);
  // Those about a message are found by their id: an entry here for every message would cost more than all it is for.
  await sql`create index event_by_contact on event (contact_id) where of_message = 0`.execute(db);
  await sql`create index event_by_age on event (at)`.execute(db);
  await sql`create table subscription (
    id text primary key, url text not null, types text not null, numbers text not null, filter text not null,
    secret text not null, older_secrets text not null, owner text not null, state text not null, position bigint not null, failing_since bigint, gone_since bigint,
    last_delivered_at bigint, last_problem text, created_at bigint not null)`.execute(db);
  await sql`create table delivery (
    id text primary key, subscription_id text not null, event_seq bigint not null, event_id text not null,
    type text not null, state text not null, attempts integer not null, next_attempt_at bigint,
    last_status integer, last_problem text, delivered_at bigint)`.execute(db);
  await sql`create index delivery_dead on delivery (next_attempt_at) where state = 'dead'`.execute(db);
  await sql`create index delivery_waiting on delivery (subscription_id, event_seq) where state = 'waiting'`.execute(
    db,
  );
  await sql`create index delivery_by_subscription on delivery (subscription_id, event_seq)`.execute(db);
  await sql`create table media (
    id text primary key, origin text not null, kind text not null, number_id text, message_id text, key_id text,
    mime_type text, filename text, bytes bigint, sha256 text, file text, file_key text, state text not null,
    problem text, attempts integer not null, next_attempt_at bigint, expires_at bigint,
    last_used_at bigint not null, stored_at bigint, created_at bigint not null)`.execute(db);
  await sql`create index media_pending on media (next_attempt_at) where state = 'pending'`.execute(db);
  await sql`create index media_by_file on media (file) where file is not null`.execute(db);
  await sql`create index media_by_content on media (sha256) where file is not null`.execute(db);
  await sql`create index media_by_age on media (last_used_at)`.execute(db);
  await sql`create table media_use (
    media_id text not null, contact_id text not null, primary key (media_id, contact_id))`.execute(db);
  await sql`create index media_use_by_contact on media_use (contact_id)`.execute(db);
  await sql`create table media_upload (
    media_id text not null, number_id text not null, meta_id text, uploaded_at bigint, attempts integer not null,
    retry_at bigint not null, error text, failed_at bigint, primary key (media_id, number_id))`.execute(db);
  await sql`create table forward (
    seq ${seq}, url text not null, payload text not null, bytes bigint not null, signature text not null,
    content_type text not null, received_at bigint not null, attempts integer not null,
    next_attempt_at bigint not null, last_problem text)`.execute(db);
  await sql`create index forward_by_url on forward (url, seq)`.execute(db);
  await sql`create index forward_by_age on forward (received_at)`.execute(db);
  await sql`create table tool_state (
    tool text not null, key text not null, value text not null, version integer not null, contact_id text,
    updated_at bigint not null, primary key (tool, key))`.execute(db);
  await sql`create index tool_state_by_contact on tool_state (contact_id)`.execute(db);
  await sql`create table recipient_trouble (
    contact_id text not null, kind text not null, subject text not null, count integer not null, at bigint not null,
    primary key (contact_id, kind, subject))`.execute(db);
  await sql`create table first_contact (
    account_id text not null, contact_id text not null, at bigint not null,
    primary key (account_id, contact_id))`.execute(db);
  await sql`create index first_contact_by_time on first_contact (account_id, at)`.execute(db);
  await sql`create index first_contact_by_contact on first_contact (contact_id)`.execute(db);
  await sql`create table reply_wait (
    id text primary key, message_id text not null, conversation_id text not null, contact_id text not null,
    url text not null, secret text not null, match text not null, until bigint not null, state text not null,
    outcome text, reply_id text, attempts integer not null, next_attempt_at bigint, gone_since bigint,
    last_problem text, settled_at bigint, created_at bigint not null)`.execute(db);
  await sql`create index reply_wait_by_message on reply_wait (message_id)`.execute(db);
  await sql`create index reply_wait_by_contact on reply_wait (contact_id)`.execute(db);
  await sql`create index reply_wait_open on reply_wait (conversation_id) where state = 'waiting'`.execute(db);
  await sql`create index reply_wait_until on reply_wait (until) where state = 'waiting'`.execute(db);
  await sql`create index reply_wait_due on reply_wait (next_attempt_at) where state = 'settled'`.execute(db);
  await sql`create table erasure (
    id text primary key, contact_id text not null, at bigint not null, report text not null)`.execute(db);
  await sql`create table alert (
    id text primary key, code text not null, subject text not null, severity text not null, details text not null,
    raised_at bigint not null, cleared_at bigint)`.execute(db);
  await sql`create unique index alert_raised on alert (code, subject) where cleared_at is null`.execute(db);
  await sql`create table webhook_hour (
    number_id text not null, hour bigint not null, webhooks integer not null, primary key (number_id, hour))`.execute(
    db,
  );
  await sql`create table pulse (
    number_id text primary key, last_status_at bigint, unanswered_id text, unanswered_at bigint)`.execute(db);
  await sql`create index erasure_by_contact on erasure (contact_id)`.execute(db);
}
