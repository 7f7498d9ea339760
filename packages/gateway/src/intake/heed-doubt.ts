import { type Doubt, isOnHold, readDoubt } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { consentRows, standingOf, toConsentEvent } from '../consent/standing.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { openTask } from '../tasks/open-task.ts';
import { isOpen } from '../tasks/open-tasks.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';

/**
 * A sentence that may be an opt-out, or claims a right: marketing rests before the webhook is acknowledged, and a person
 * is asked what was meant. Returns what it may be, so that nothing else is done on its strength meanwhile.
 */
export async function heedDoubt(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
): Promise<Doubt | undefined> {
  const doubt = message.content.type === 'text' ? readDoubt(message.content.text) : undefined;
  if (!doubt || (await isSettled(tx, runtime, message, doubt))) return undefined;
  if (await isAsked(tx, message.contactId, doubt.kind)) return doubt;
  const now = runtime.now();
  await recordConsent(tx, runtime, {
    contactId: message.contactId,
    scope: 'marketing',
    action: 'hold',
    method: methodOf(message),
    source: 'WhatsApp',
    // Never ahead of our clock: whoever lifts the hold does it by that.
    occurredAt: new Date(Math.min(message.at.getTime(), now.getTime())),
    metaTime: message.isMetaTime && message.at < now,
    proven: true,
    evidence: { ...evidenceOf(message), reason: doubt.kind },
    recordedBy: RECORDED_BY,
  });
  // Words that were written later but arrived first may have answered it.
  if (doubt.kind === 'opt_out' && !(await isHeld(tx, message.contactId))) return undefined;
  await openTask(tx, runtime, {
    doubt,
    contactId: message.contactId,
    conversationId: message.conversation.id,
    numberId: message.conversation.number_id,
    messageId: message.messageId,
    at: message.at,
  });
  return doubt;
}

// Who has left already need not be asked whether they want to.
async function isSettled(tx: Tx, runtime: Runtime, message: SpokenMessage, doubt: Doubt): Promise<boolean> {
  if (doubt.kind === 'rights_request') return false;
  const standing = await standingOf(tx, message.contactId, runtime.now());
  const { state } = doubt.scope === 'all' ? standing.service : standing.marketing;
  return state === 'withdrawn' || state === 'objected';
}

async function isAsked(tx: Tx, contactId: string, kind: Doubt['kind']): Promise<boolean> {
  const task = await tx
    .selectFrom('task')
    .select('id')
    .where(isOpen)
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst();
  return task !== undefined;
}

async function isHeld(tx: Tx, contactId: string): Promise<boolean> {
  return isOnHold((await consentRows(tx, contactId)).map(toConsentEvent), 'marketing');
}
