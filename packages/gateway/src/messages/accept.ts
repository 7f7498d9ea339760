import type { Purpose } from '@parley/core/consent';
import type { SentBy } from '@parley/core/gateway-api';
import type { Decision, DecisionCode } from '@parley/core/policy';
import { readBusiness } from '../business/business.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import { noteRefusal } from '../conversations/note-refusal.ts';
import { openConversation } from '../conversations/open.ts';
import { appendMessageEvent } from '../events/append.ts';
import { contentsOf, noteFileUses } from '../media/check-uses.ts';
import { storeDecision } from '../policy/stored-decision.ts';
import { viewDecision } from '../policy/view-decision.ts';
import { moveWaits, openWait } from '../reply-waits/open-wait.ts';
import type { OnReply } from '../reply-waits/read-on-reply.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { findConversation, type NewLink, saveLinks } from './conversation-checks.ts';
import { noteAccepted, useUp } from './conversation-marks.ts';
import { insertOutbound, type NewMessageRow } from './insert-outbound.ts';
import type { MessageRow } from './message-row.ts';
import { type Draft, type Plan, planSend } from './plan-send.ts';

/** A message to accept; the checks that concern the request alone are done. */
export type NewMessage = Draft & {
  readonly sentBy: SentBy;
  /** The key that sends it; null for the gateway's own. */
  readonly keyId: string | null;
  readonly quote?: { readonly id: string; readonly wamid: string } | undefined;
  readonly ifUnknown?: 'ask' | 'resend' | undefined;
  readonly links?: readonly NewLink[] | undefined;
  readonly resendOf?: string | undefined;
  readonly onReply?: OnReply | undefined;
};

export type Acceptance =
  | {
      readonly outcome: 'accepted';
      readonly id: string;
      readonly status: 'queued' | 'scheduled' | 'held';
      readonly contactId: string;
      readonly conversationId: string;
      readonly numberId: string;
      readonly notBefore?: Date;
      readonly decision: Decision;
    }
  | Extract<Plan, { outcome: 'refused' }>;

/**
 * Decides a message and, when it may go, stores the intent with its event: once this transaction is committed it is
 * sent or told as not sent. Refused, it leaves no trace but the note to the people of an existing conversation.
 */
export async function acceptMessage(tx: Tx, runtime: Runtime, message: NewMessage): Promise<Acceptance> {
  const now = runtime.now();
  const plan = await planSend(tx, runtime, message, now);
  runtime.meters.decisions.add('acceptance', plan.decision.verdict, plan.decision.code);
  if (plan.outcome === 'refused') {
    await tellPeople(tx, runtime, message, plan.decision, now);
    return plan;
  }
  const contactId = await contactOf(tx, runtime, message, now);
  const conversation = await openConversation(tx, { contactId, numberId: message.numberId, at: now });
  const row = rowOf(message, plan, { contactId, conversationId: conversation.id, now });
  await insertOutbound(tx, row);
  await saveLinks(tx, conversation.id, row.id, message.links ?? []);
  if (message.onReply) await openWait(tx, runtime, row, message.onReply);
  if (message.resendOf !== undefined) await moveWaits(tx, message.resendOf, row.id);
  await noteFileUses(tx, runtime, contentsOf(message), contactId);
  const goesNow = plan.outcome === 'go';
  await noteAccepted(tx, runtime, conversation, { ...message, goesNow }, now);
  if (goesNow) await useUp(tx, conversation.id, row.id, plan.decision, message.sender, now);
  await appendMessageEvent(tx, runtime, 'message.created', row.id, now);
  return {
    outcome: 'accepted',
    id: row.id,
    status: plan.outcome === 'go' ? 'queued' : plan.status,
    contactId,
    conversationId: conversation.id,
    numberId: message.numberId,
    // A held one may go as soon as the contact writes, which is any moment from now.
    ...(plan.outcome === 'wait' ? { notBefore: plan.status === 'scheduled' ? plan.until : now } : {}),
    decision: plan.decision,
  };
}

async function contactOf(tx: Tx, runtime: Runtime, { recipient }: NewMessage, now: Date): Promise<string> {
  if (recipient.kind === 'contact') return recipient.contactId;
  const { id } = await findOrCreateContact(tx, runtime, recipient, 'api', now);
  return id;
}

// Nobody watches an automation: its refusal is shown where people look.
async function tellPeople(
  tx: Tx,
  runtime: Runtime,
  message: NewMessage,
  decision: Decision,
  now: Date,
): Promise<void> {
  if (message.sender === 'person') return;
  const conversation = await findConversation(tx, message.recipient, message.numberId);
  if (!conversation) return;
  const { language } = await readBusiness(tx);
  const { code, reason, remedy } = viewDecision(decision, language);
  await noteRefusal(tx, runtime, conversation.id, { at: now, code, reason, remedy, sentBy: message.sentBy });
}

function rowOf(
  message: NewMessage,
  plan: Exclude<Plan, { outcome: 'refused' }>,
  to: { readonly contactId: string; readonly conversationId: string; readonly now: Date },
): NewMessageRow {
  const now = to.now.getTime();
  return {
    id: newId('msg'),
    wamid: null,
    direction: 'outbound',
    number_id: message.numberId,
    conversation_id: to.conversationId,
    contact_id: to.contactId,
    purpose: purposeOf(message),
    quote_id: message.quote?.id ?? null,
    quote_wamid: message.quote?.wamid ?? null,
    sent_by: JSON.stringify(message.sentBy),
    error: null,
    key_id: message.keyId,
    own: message.own ?? null,
    if_unknown: message.ifUnknown ?? null,
    attempts: 0,
    lane: laneOf(plan.decision.code),
    category: null,
    sending_at: null,
    unknown_at: null,
    unknown_told: 0,
    resend_of: message.resendOf ?? null,
    edited_at: null,
    revoked_at: null,
    opt_out: null,
    dated_ahead: null,
    raw: null,
    created_at: now,
    updated_at: now,
    if_window_closed:
      message.ifWindowClosed.then === 'reject' ? null : JSON.stringify(message.ifWindowClosed),
    ...planColumns(plan, message.sendAt, now),
  };
}

/** The columns in which a plan is kept: content, decision, status and when it is due. */
export function planColumns(
  plan: Exclude<Plan, { outcome: 'refused' }>,
  sendAt: Date | undefined,
  now: number,
): Pick<MessageRow, 'content' | 'decision' | 'status' | 'send_at' | 'due_at' | 'attempt_at' | 'hold_until'> {
  const isHeld = plan.outcome === 'wait' && plan.status === 'held';
  // What is put off takes its place in the order when its time has come: nothing waits behind it.
  const dueAt = plan.outcome === 'wait' ? plan.until.getTime() : Math.max(sendAt?.getTime() ?? now, now);
  return {
    content: JSON.stringify(plan.content),
    decision: storeDecision(plan.decision),
    status: plan.outcome === 'go' ? 'queued' : plan.status,
    send_at: sendAt?.getTime() ?? null,
    due_at: isHeld ? null : dueAt,
    attempt_at: isHeld ? null : dueAt,
    hold_until: isHeld ? plan.until.getTime() : null,
  };
}

// Whoever waits for an answer or a code goes before those who are written to first: a campaign of thousands takes
// minutes at the pace of a number.
const writesFirst: ReadonlySet<DecisionCode> = new Set<DecisionCode>(['UTILITY_BASIS', 'MARKETING_CONSENT']);

function laneOf(code: DecisionCode): 0 | 1 {
  return writesFirst.has(code) ? 1 : 0;
}

function purposeOf(message: NewMessage): Purpose {
  return message.purpose ?? 'service';
}
