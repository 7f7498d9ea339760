import type { KeywordAction } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { type ConsentRow, consentRows } from '../consent/standing.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { answeredQuestion } from './consent-question.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';

/** Records a No that answers our question for consent; to anything else it is only a message. */
export async function heedRefusal(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  { word }: Extract<KeywordAction, { kind: 'no' }>,
): Promise<void> {
  const question = await answeredQuestion(tx, message);
  if (!question) return;
  const { purpose, askedAt } = question;
  const rows = (await consentRows(tx, message.contactId)).filter((row) => row.scope === purpose);
  // After a No nothing is pending until somebody asks again. A Yes that was written after it but arrived first found
  // the question open still: it is refused as well, by an entry of the same moment.
  const heededTooSoon = rows.filter((row) => isAnswerAfter(row, message.at, rows));
  // Meta's times have whole seconds and come from another clock: an answer is never before its question.
  const isBefore = message.at < askedAt;
  const moments = [
    isBefore ? { at: askedAt, isMetas: false } : { at: message.at, isMetas: message.isMetaTime },
    ...heededTooSoon.map((row) => ({ at: new Date(row.occurred_at), isMetas: row.meta_time === 1 })),
  ];
  for (const { at, isMetas } of moments)
    await recordConsent(tx, runtime, {
      contactId: message.contactId,
      scope: purpose,
      action: 'refuse',
      method: methodOf(message),
      source: 'WhatsApp',
      occurredAt: at,
      metaTime: isMetas,
      proven: true,
      word,
      evidence: evidenceOf(message),
      recordedBy: RECORDED_BY,
    });
}

function isAnswerAfter(row: ConsentRow, at: Date, rows: readonly ConsentRow[]): boolean {
  const isOwnWord = row.method === 'chat_word' || row.method === 'chat_button';
  if (row.action !== 'confirm' || !isOwnWord || row.occurred_at <= at.getTime()) return false;
  return !rows.some(
    ({ action, occurred_at }) =>
      (action === 'request' || action === 'grant') &&
      occurred_at > at.getTime() &&
      occurred_at <= row.occurred_at,
  );
}
