import type { Generated } from 'kysely';
import type { Flag, Json, Milliseconds } from './column.ts';

/** People, their conversations, and what limits writing to them. */
export type PeopleTables = {
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
};
