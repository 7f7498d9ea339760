import type { ConsentScope, KeywordAction } from '@parley/core/consent';
import { readBusiness } from '../business/business.ts';
import { recordConsent } from '../consent/ledger.ts';
import { standingOf } from '../consent/standing.ts';
import { sendOwn } from '../messages/send-own.ts';
import { cancelHeld } from '../outbox/release.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { reconsiderLaterWords } from './later-words.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';
import { languageOfWord, optOutConfirmation } from './words.ts';

type OptOut = Extract<KeywordAction, { kind: 'withdraw' | 'object' }>;

/** Whoever repeats a STOP knows already that it was heard. */
const CONFIRM_AGAIN_AFTER_MS = DAY_MS;

/** A person left by an agreed word or button: recorded, held messages cancelled, and confirmed once. */
export async function heedOptOut(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  optOut: OptOut,
): Promise<void> {
  await recordConsent(tx, runtime, {
    contactId: message.contactId,
    scope: optOut.scope,
    action: optOut.kind,
    method: methodOf(message),
    source: 'WhatsApp',
    occurredAt: message.at,
    metaTime: message.isMetaTime,
    proven: true,
    word: optOut.word,
    evidence: evidenceOf(message),
    recordedBy: RECORDED_BY,
  });
  await cancelHeld(tx, runtime, message.conversation.id, runtime.now());
  await reconsiderLaterWords(tx, runtime, message, optOut.scope);
  const isSilent = optOut.kind === 'withdraw' && optOut.silent === true;
  if (!isSilent) await confirmOptOut(tx, runtime, message, { ...optOut, action: optOut.kind });
}

/** What somebody has left, and by which word. */
export type Left = {
  readonly action: 'withdraw' | 'object';
  readonly scope: ConsentScope;
  readonly word: string;
};

/** Confirms an opt-out in the window that its message has opened, unless that was done within a day. */
export async function confirmOptOut(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  left: Left,
): Promise<void> {
  if (await isConfirmationDue(tx, runtime, message)) await confirm(tx, runtime, message, left);
}

async function isConfirmationDue(tx: Tx, runtime: Runtime, message: SpokenMessage): Promise<boolean> {
  if (!runtime.settings.stopConfirmation) return false;
  const now = runtime.now();
  // A word of a later moment may have arrived first: who is back in is not told that they are out.
  const { state } = (await standingOf(tx, message.contactId, now)).marketing;
  if (state === 'confirmed' || state === 'granted') return false;
  const earlier = await tx
    .selectFrom('message')
    .select('id')
    .where('contact_id', '=', message.contactId)
    .where('conversation_id', '=', message.conversation.id)
    .where('own', '=', 'opt_out_confirmation')
    .where('created_at', '>', now.getTime() - CONFIRM_AGAIN_AFTER_MS)
    .limit(1)
    .executeTakeFirst();
  return earlier === undefined;
}

async function confirm(tx: Tx, runtime: Runtime, message: SpokenMessage, left: Left): Promise<void> {
  const business = await readBusiness(tx);
  const language = languageOfWord(left.word, message.conversation.language, business.language);
  const sent = await sendOwn(tx, runtime, {
    conversationId: message.conversation.id,
    own: 'opt_out_confirmation',
    text: optOutConfirmation(language, left, business.name),
    quoteMessageId: message.messageId,
  });
  if (sent === null)
    runtime.log.info({ conversation: message.conversation.id }, 'an opt-out was not confirmed');
}
