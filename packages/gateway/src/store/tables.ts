// The tables as the queries see them. Moments are integers of milliseconds, JSON is text, truth is 0 or 1:
// what SQLite and PostgreSQL store and compare alike.
import type { Alert } from '@parley/core/gateway-api';
import type { Generated } from 'kysely';

type Milliseconds = number;
type Json = string;
type Flag = 0 | 1;
type AlertCode = Alert['code'];

export type Tables = {
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
  contact: {
    id: string;
    name: string | null;
    attributes: Json;
    created_at: Milliseconds;
    /** The contact that this one turned out to be, always the one that remains today; and since when. */
    merged_into: string | null;
    merged_at: Milliseconds | null;
    erased_at: Milliseconds | null;
    /** Meta's time at which the person's WhatsApp was last set up anew, on another phone say. */
    identity_changed_at: Milliseconds | null;
  };
  identity: {
    kind: 'phone' | 'bsuid' | 'parent_bsuid' | 'username';
    value: string;
    contact_id: string;
    source: string;
    since: Milliseconds;
  };
  /** What a person was known by until then; somebody else may have it now. */
  former_identity: {
    kind: 'phone' | 'bsuid' | 'parent_bsuid' | 'username';
    value: string;
    contact_id: string;
    source: string;
    since: Milliseconds;
    until: Milliseconds;
  };
  conversation: {
    id: string;
    contact_id: string;
    number_id: string;
    state: 'open' | 'resolved';
    language: string | null;
    tags: Json;
    assignee: Json | null;
    /** The assignee's actor, to look conversations up by. */
    assignee_actor: string | null;
    /** Since when a person answers here; automations wait until it is over. */
    taken_at: Milliseconds | null;
    taken_by: Json | null;
    /** Meta's time of the contact's last message, and that message. */
    last_inbound_at: Milliseconds | null;
    last_inbound_message_id: string | null;
    last_message_at: Milliseconds | null;
    unanswered: Flag;
    case_reply_at: Milliseconds | null;
    /** The message that used up the case reply of this silence; it gives it back when it does not go. */
    case_reply_message_id: string | null;
    ai_disclosed_at: Milliseconds | null;
    ai_disclosure_message_id: string | null;
    last_refusal: Json | null;
    /** What somebody has to look at here, as it is shown; the tasks themselves have a table. */
    open_tasks: Generated<Json>;
    /** What has been told of the window last, so that each step is told once. */
    window_told: 'opened' | 'closing' | 'closed' | null;
    window_closes_at: Milliseconds | null;
    /** When the clock looks at the window next: never later than there is something to tell. */
    window_look_at: Milliseconds | null;
    /** Meta's time of the message that came by an advertisement, and the first answer to it. */
    entry_at: Milliseconds | null;
    entry_answered_at: Milliseconds | null;
    /** The conversation that took this one in when two contacts turned out to be one. */
    merged_into: string | null;
    /** When the person may be sent a whole burst again; the pace to one person is counted from it. */
    pair_full_at: Milliseconds | null;
    created_at: Milliseconds;
  };
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
  /** Webhook items that are not translated yet, whole. */
  raw_item: {
    id: string;
    field: string;
    account_id: string | null;
    number_id: string | null;
    contact_id: string | null;
    payload: Json;
    received_at: Milliseconds;
  };
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
  /** What a person has to decide: a sentence that may be an opt-out, or a claim under the GDPR. */
  task: {
    seq: Generated<number>;
    id: string;
    kind: string;
    state: 'open' | 'closed';
    contact_id: string;
    conversation_id: string;
    number_id: string;
    message_id: string;
    /** What the sentence takes back, should it be an opt-out, and whether the person wants no confirmation. */
    reading: Json;
    created_at: Milliseconds;
    due_at: Milliseconds | null;
    answer: string | null;
    note: string | null;
    closed_at: Milliseconds | null;
    closed_by: Json | null;
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
    last_problem: string | null;
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
    last_problem: string | null;
    delivered_at: Milliseconds | null;
  };
  /** Files: those customers sent, under Meta's id, and those uploaded here. */
  media: {
    id: string;
    origin: 'received' | 'uploaded';
    kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
    number_id: string | null;
    message_id: string | null;
    key_id: string | null;
    mime_type: string | null;
    filename: string | null;
    bytes: number | null;
    /** Of the content, in base64; at first what the webhook says. */
    sha256: string | null;
    /** Its name in the vault; files of the same content share one. */
    file: string | null;
    /** The key that opens it, encrypted: without this row the file is noise. */
    file_key: string | null;
    state: 'pending' | 'stored' | 'failed' | 'removed';
    problem: string | null;
    attempts: number;
    next_attempt_at: Milliseconds | null;
    /** When Meta gives it no more. */
    expires_at: Milliseconds | null;
    last_used_at: Milliseconds;
    stored_at: Milliseconds | null;
    created_at: Milliseconds;
  };
  /** Whose files they are: erasing the last of these people removes the file. */
  media_use: { media_id: string; contact_id: string };
  /** What Meta knows an uploaded file by, for each number it was sent from. */
  media_upload: {
    media_id: string;
    number_id: string;
    meta_id: string | null;
    uploaded_at: Milliseconds | null;
    attempts: number;
    /** While it is under way or rests: messages with the file wait until then. */
    retry_at: Milliseconds;
    /** Why Meta did not take it, and since when. */
    error: Json | null;
    failed_at: Milliseconds | null;
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
    last_problem: string | null;
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
  /** What Meta has said against sending to a person lately; the rules decide what follows from it. */
  recipient_trouble: {
    contact_id: string;
    kind: 'undelivered' | 'ecosystem' | 'experiment';
    /** The template of an experiment; else empty. */
    subject: string;
    count: number;
    at: Milliseconds;
  };
  /** Whom an account has written to first, and when last: Meta counts different people in 24 hours. */
  first_contact: { account_id: string; contact_id: string; at: Milliseconds };
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
    settled_at: Milliseconds | null;
    created_at: Milliseconds;
  };
  erasure: { id: string; contact_id: string; at: Milliseconds; report: Json };
  alert: {
    id: string;
    code: AlertCode;
    /** The id of what it is about; empty for the gateway itself. */
    subject: string;
    severity: 'warning' | 'critical';
    /** What its words are filled with. */
    details: Json;
    raised_at: Milliseconds;
    cleared_at: Milliseconds | null;
  };
  /** Webhook items of a number by the hour in which they came. */
  webhook_hour: { number_id: string; hour: Milliseconds; webhooks: number };
  /** The last status of a number, and the first accepted send since. */
  pulse: {
    number_id: string;
    last_status_at: Milliseconds | null;
    unanswered_id: string | null;
    unanswered_at: Milliseconds | null;
  };
};
