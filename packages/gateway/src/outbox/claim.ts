import { ParleyError } from '@parley/core';
import { type GraphMessage, toGraphMessage } from '@parley/core/cloud-api';
import type { OutboundContent } from '@parley/core/message';
import { filesToSend } from '../media/send-files.ts';
import { useUp } from '../messages/conversation-marks.ts';
import { finishUnsent, refusedEnd } from '../messages/finish.ts';
import type { GatewayErrorCode } from '../messages/gateway-error-words.ts';
import type { StoredError } from '../messages/message-error.ts';
import { draftOf, type MessageRow } from '../messages/message-row.ts';
import { type Plan, planSend } from '../messages/plan-send.ts';
import { findReactsToWamid } from '../messages/reaction-target.ts';
import { storeDecision } from '../policy/stored-decision.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { findTemplate } from '../templates/catalogue.ts';
import { countedAs, countSend } from './count-send.ts';
import { isHead } from './order.ts';
import { putOff } from './put-off.ts';

/** A message that has turned `sending`: the call that is to be made for it, once its transaction is committed. */
export type Claim = {
  readonly messageId: string;
  readonly numberId: string;
  /** Which try this is; the answer to an earlier one is not taken for its own. */
  readonly attempt: number;
  readonly request: GraphMessage;
  /** Goes through the Marketing Messages API. */
  readonly isMarketing: boolean;
};

const findMessage = statement((db, { id }: { id: string }) =>
  db.selectFrom('message').selectAll().where('id', '=', id),
);

const findNumber = statement((db, { id }: { id: string }) =>
  db.selectFrom('business_number').select(['account_id', 'state', 'marketing_via']).where('id', '=', id),
);

const listAddresses = statement((db, { contactId }: { contactId: string }) =>
  db
    .selectFrom('identity')
    .select(['kind', 'value'])
    .where('contact_id', '=', contactId)
    .orderBy('since', 'desc'),
);

type Started = {
  id: string;
  content: string;
  decision: string;
  attempts: number;
  category: string | null;
  now: number;
};

const markSending = statement((db, given: Started) =>
  db
    .updateTable('message')
    .set({
      status: 'sending',
      content: given.content,
      decision: given.decision,
      error: null,
      attempts: given.attempts,
      category: given.category,
      sending_at: given.now,
      updated_at: given.now,
    })
    .where('id', '=', given.id),
);

const lookAgain = statement((db, { id, at }: { id: string; at: number }) =>
  db.updateTable('message').set({ attempt_at: at }).where('id', '=', id),
);

/**
 * The moment of sending, as one transaction: the facts are loaded again, the rules decide again, and the message turns
 * `sending` or is told as not sent. Undefined when there is no call to make.
 */
export async function claim(tx: Tx, runtime: Runtime, messageId: string): Promise<Claim | undefined> {
  const now = runtime.now();
  const row = await dueRow(tx, messageId, now.getTime());
  if (!row) return undefined;
  // What Meta has throttled goes again when its pause is over, by Meta's own rule.
  const isLeaving = row.throttled === 0;
  const plan = await planSend(tx, runtime, { ...draftOf(row), sendAt: undefined, isLeaving }, now);
  runtime.meters.decisions.add('sending', plan.decision.verdict, plan.decision.code);
  switch (plan.outcome) {
    case 'refused':
      await finishUnsent(tx, runtime, row, { status: 'failed', ...refusedEnd(plan.decision) }, now);
      return undefined;
    case 'wait':
      await putOff(tx, runtime, row, plan, now);
      return undefined;
    case 'go':
      return start(tx, runtime, row, plan, now);
  }
}

async function dueRow(tx: Tx, messageId: string, now: number): Promise<MessageRow | undefined> {
  const row = await findMessage.first(tx, { id: messageId });
  const isDue =
    row !== undefined &&
    (row.status === 'queued' || row.status === 'scheduled') &&
    row.attempt_at !== null &&
    row.attempt_at <= now;
  return isDue && (await isHead(tx, row, now)) ? row : undefined;
}

async function start(
  tx: Tx,
  runtime: Runtime,
  row: MessageRow,
  plan: Extract<Plan, { outcome: 'go' }>,
  now: Date,
): Promise<Claim | undefined> {
  const files = await filesToSend(tx, runtime, row, plan.content);
  if (files.state === 'waits') {
    await lookAgain.change(tx, { id: row.id, at: files.until });
    return undefined;
  }
  const written =
    files.state === 'ready'
      ? await writeRequest(tx, row, files.content)
      : ({ ok: false, error: files.error } as const);
  if (!written.ok) {
    const end = { status: 'failed', error: written.error, decision: plan.decision } as const;
    await finishUnsent(tx, runtime, row, end, now);
    return undefined;
  }
  const attempt = row.attempts + 1;
  await markSending.change(tx, {
    id: row.id,
    content: JSON.stringify(plan.content),
    decision: storeDecision(plan.decision),
    attempts: attempt,
    category: countedAs(plan.decision),
    now: now.getTime(),
  });
  await useUp(tx, row.conversation_id, row.id, plan.decision, draftOf(row).sender, now);
  await countSend(tx, { ...row, account_id: written.accountId }, plan, now);
  // What had to wait answers now; what goes at once has answered when it was accepted.
  if (row.due_at !== row.created_at && row.own === null)
    await tx
      .updateTable('conversation')
      .set({ unanswered: 0 })
      .where('id', '=', row.conversation_id)
      .execute();
  const { request, isMarketing } = written;
  return { messageId: row.id, numberId: row.number_id, attempt, request, isMarketing };
}

type Written =
  | {
      readonly ok: true;
      readonly request: GraphMessage;
      readonly isMarketing: boolean;
      readonly accountId: string;
    }
  | { readonly ok: false; readonly error: StoredError };

async function writeRequest(tx: Tx, row: MessageRow, content: OutboundContent): Promise<Written> {
  const number = await findNumber.first(tx, { id: row.number_id });
  if (number?.state !== 'connected') return fault('NOT_CONNECTED');
  const template =
    content.type === 'template'
      ? await findTemplate(tx, number.account_id, content.name, content.language)
      : undefined;
  const reactsToWamid = await findReactsToWamid(tx, content);
  try {
    const request = toGraphMessage({
      to: await addressOf(tx, row.contact_id),
      content,
      ...(template ? { template: template.definition } : {}),
      ...(row.quote_wamid === null ? {} : { quotedWamid: row.quote_wamid }),
      ...(reactsToWamid === undefined ? {} : { reactsToWamid }),
      callbackData: row.id,
    });
    const isMarketing =
      number.marketing_via === 'marketing_messages' && template?.definition.category === 'marketing';
    return { ok: true, request, isMarketing, accountId: number.account_id };
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'CONTENT_NOT_SENDABLE') return fault('GATEWAY_FAILED');
    throw error;
  }
}

function fault(code: GatewayErrorCode): Written {
  return { ok: false, error: { source: 'gateway', code } };
}

// The newest of each kind: people change their number, and the old one may be somebody else's by now.
async function addressOf(tx: Tx, contactId: string): Promise<{ phone?: string; userId?: string }> {
  const identities = await listAddresses.all(tx, { contactId });
  const phone = identities.find(({ kind }) => kind === 'phone')?.value;
  const userId =
    identities.find(({ kind }) => kind === 'bsuid')?.value ??
    identities.find(({ kind }) => kind === 'parent_bsuid')?.value;
  return { ...(phone === undefined ? {} : { phone }), ...(userId === undefined ? {} : { userId }) };
}
