import type { ConsentStanding, KeywordAction } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { type ConsentRow, consentRows, standingOf } from '../consent/standing.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { isTapOnQuestion } from './consent-question.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';

type Agreement = Extract<KeywordAction, { kind: 'yes' | 'start' }>;

/** The purposes that a word in the chat can confirm. */
const CONFIRMABLE = ['marketing', 'utility'] as const;

/** Meta's times have whole seconds and come from another clock: an answer may seem older than its question by this. */
const CLOCK_DOUBT_MS = 60_000;

/** Records what JA, YES or START agrees to; without anything pending or taken back by a word it is only a message. */
export async function heedAgreement(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  agreement: Agreement,
): Promise<boolean> {
  const standing = await standingOf(tx, message.contactId, runtime.now());
  const pending = CONFIRMABLE.filter((purpose) => isPending(standing[purpose], message.at));
  if (isExactly(agreement) && pending.length > 0 && (await isTapOnQuestion(tx, message, standing, pending))) {
    for (const purpose of pending) await record(tx, runtime, message, agreement, 'confirm', purpose);
    return true;
  }
  if (agreement.kind !== 'start') return false;
  const scope = await scopeToRestore(tx, standing, message);
  if (scope === undefined) return false;
  await record(tx, runtime, message, agreement, 'restore', scope);
  return true;
}

// ANMELDEN and INFOSTART bring back what a STOP took, but only these words confirm a consent.
function isExactly({ kind, word }: Agreement): boolean {
  return kind === 'yes' || word.toLowerCase().replace(/[^\p{L}]/gu, '') === 'start';
}

function isPending(consent: ConsentStanding['marketing'], at: Date): boolean {
  const waits = consent.state === 'requested' || consent.state === 'granted';
  return waits && at.getTime() >= (consent.since?.getTime() ?? 0) - CLOCK_DOUBT_MS;
}

// Only what the person's own word took, and only where the proof of what they agreed to before is still there.
async function scopeToRestore(
  tx: Tx,
  standing: ConsentStanding,
  message: SpokenMessage,
): Promise<'all' | 'marketing' | undefined> {
  const rows = await consentRows(tx, message.contactId);
  const taken = CONFIRMABLE.flatMap((purpose) => {
    const { state, eventId } = standing[purpose];
    const row = state === 'withdrawn' ? rows.find((entry) => entry.id === eventId) : undefined;
    return row && isOwnWord(row) && row.occurred_at < message.at.getTime() ? [row] : [];
  });
  const isAll = taken.some((row) => row.scope === 'all');
  const word = taken.find((row) => row.scope === (isAll ? 'all' : 'marketing'));
  if (!word || !rows.some((row) => isProofBefore(row, word))) return undefined;
  return isAll ? 'all' : 'marketing';
}

function isOwnWord(row: ConsentRow): boolean {
  return row.method === 'chat_word' || row.method === 'chat_button';
}

// An import without the text that was agreed to proves nothing.
function isProofBefore(row: ConsentRow, withdrawal: ConsentRow): boolean {
  if (row.action !== 'grant' && row.action !== 'confirm') return false;
  return row.occurred_at <= withdrawal.occurred_at && !(row.method === 'import' && row.text_version === null);
}

async function record(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  agreement: Agreement,
  action: 'confirm' | 'restore',
  scope: 'all' | 'marketing' | 'utility',
): Promise<void> {
  await recordConsent(tx, runtime, {
    contactId: message.contactId,
    scope,
    action,
    method: methodOf(message),
    source: 'WhatsApp',
    occurredAt: message.at,
    metaTime: true,
    proven: true,
    word: agreement.word,
    evidence: evidenceOf(message),
    recordedBy: RECORDED_BY,
  });
}
