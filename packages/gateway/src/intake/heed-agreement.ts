import {
  CLOCK_DOUBT_MS,
  type ConsentStanding,
  type KeywordAction,
  pendingAgreement,
} from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { type ConsentRow, consentRows, standingOf, toConsentEvent } from '../consent/standing.ts';
import { findText } from '../consent/texts.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { agreedTo, type Pending } from './consent-question.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';

type Agreement = Extract<KeywordAction, { kind: 'yes' | 'start' }>;

type RestoredScope = 'all' | 'service' | 'utility' | 'marketing';

/** The purposes that a word in the chat can confirm. */
const CONFIRMABLE = ['marketing', 'utility'] as const;

/**
 * Records what JA, YES or START agrees to; without anything pending or taken back by a word it is only a message. A START
 * that brings back nothing of what the person left wants a fresh question.
 */
export async function heedAgreement(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  agreement: Agreement,
): Promise<'heeded' | 'to_ask_anew' | 'only_a_message'> {
  const pending = await pendingFor(tx, message, runtime.now());
  const agreed = isExactly(agreement) ? await agreedTo(tx, message, pending) : [];
  for (const { purpose, asked } of agreed) await confirm(tx, runtime, message, agreement, purpose, asked);
  if (agreed.length > 0) return 'heeded';
  if (agreement.kind !== 'start') return 'only_a_message';
  const standing = await standingOf(tx, message.contactId, runtime.now());
  const scopes = await scopesToRestore(tx, standing, message);
  for (const scope of scopes) await record(tx, runtime, message, agreement, { action: 'restore', scope });
  if (await hasLeftByOwnWord(tx, message, runtime.now())) return 'to_ask_anew';
  return scopes.length > 0 ? 'heeded' : 'only_a_message';
}

// What is still taken back after all that START could restore, and was taken back by the person's own word before it.
async function hasLeftByOwnWord(tx: Tx, message: SpokenMessage, now: Date): Promise<boolean> {
  const { state, eventId } = (await standingOf(tx, message.contactId, now)).marketing;
  if (state !== 'withdrawn') return false;
  const row = (await consentRows(tx, message.contactId)).find(({ id }) => id === eventId);
  return row !== undefined && isOwnWord(row) && row.occurred_at < message.at.getTime();
}

// What was asked or granted since the person left last, if they did, and waits for their own word.
async function pendingFor(tx: Tx, message: SpokenMessage, now: Date): Promise<readonly Pending[]> {
  const rows = await consentRows(tx, message.contactId);
  const events = rows.map(toConsentEvent);
  return CONFIRMABLE.flatMap((purpose) => {
    const agreed = pendingAgreement(events, purpose, now);
    const asked = agreed && rows.find((row) => row.id === agreed.eventId);
    const since = agreed?.since?.getTime() ?? 0;
    return asked && message.at.getTime() >= since - CLOCK_DOUBT_MS ? [{ purpose, since, asked }] : [];
  });
}

// ANMELDEN and INFOSTART bring back what a STOP took, but only these words confirm a consent.
function isExactly({ kind, word }: Agreement): boolean {
  return kind === 'yes' || word.toLowerCase().replace(/[^\p{L}]/gu, '') === 'start';
}

// Only what the person's own word took, and only where the proof of what they agreed to before is still there.
async function scopesToRestore(
  tx: Tx,
  standing: ConsentStanding,
  message: SpokenMessage,
): Promise<readonly RestoredScope[]> {
  const rows = await consentRows(tx, message.contactId);
  const taken = CONFIRMABLE.flatMap((purpose) => {
    const { state, eventId } = standing[purpose];
    const row = state === 'withdrawn' ? rows.find((entry) => entry.id === eventId) : undefined;
    return row && isOwnWord(row) && row.occurred_at < message.at.getTime() ? [row] : [];
  });
  // A plain STOP is over with START: what had been agreed to before is as it was, and nothing else is granted by it.
  const stop = taken.find((row) => row.scope === 'all');
  if (stop) {
    const proofs = rows.filter((row) => row.scope === 'marketing' && isProofBefore(row, stop));
    const isOutdated = proofs.length > 0 && !(await isAnyCurrent(tx, proofs));
    return isOutdated ? ['service', 'utility'] : ['all'];
  }
  const word = taken.find((row) => row.scope === 'marketing');
  if (!word) return [];
  return (await isAnyCurrent(
    tx,
    rows.filter((row) => isProofBefore(row, word)),
  ))
    ? ['marketing']
    : [];
}

// Who agreed to a text that nobody is shown any more has to be asked with the one of today.
async function isAnyCurrent(tx: Tx, proofs: readonly ConsentRow[]): Promise<boolean> {
  for (const { text_version: version, language } of proofs) {
    const text = await findText(tx, version ?? undefined, language ?? undefined);
    if (!text || text.retired_at === null) return true;
  }
  return false;
}

function isOwnWord(row: ConsentRow): boolean {
  return row.method === 'chat_word' || row.method === 'chat_button';
}

// An import without the text that was agreed to proves nothing.
function isProofBefore(row: ConsentRow, withdrawal: ConsentRow): boolean {
  if (row.action !== 'grant' && row.action !== 'confirm') return false;
  return row.occurred_at <= withdrawal.occurred_at && !(row.method === 'import' && row.text_version === null);
}

// The proof is whole only with the text that the person said yes to.
async function confirm(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  agreement: Agreement,
  purpose: Pending['purpose'],
  asked: ConsentRow,
): Promise<void> {
  await record(tx, runtime, message, agreement, {
    action: 'confirm',
    scope: purpose,
    ...(asked.text_version === null ? {} : { textVersion: asked.text_version }),
    ...(asked.language === null ? {} : { language: asked.language }),
    evidence: { answers: asked.id },
  });
}

async function record(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  agreement: Agreement,
  {
    evidence,
    ...entry
  }: {
    readonly action: 'confirm' | 'restore';
    readonly scope: RestoredScope;
    readonly textVersion?: string;
    readonly language?: string;
    readonly evidence?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await recordConsent(tx, runtime, {
    ...entry,
    contactId: message.contactId,
    method: methodOf(message),
    source: 'WhatsApp',
    occurredAt: message.at,
    metaTime: message.isMetaTime,
    proven: true,
    word: agreement.word,
    evidence: { ...evidenceOf(message), ...evidence },
    recordedBy: RECORDED_BY,
  });
}
