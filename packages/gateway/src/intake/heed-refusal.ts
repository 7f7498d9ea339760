import type { KeywordAction } from '@parley/core/consent';
import { recordConsent } from '../consent/ledger.ts';
import { type ConsentRow, consentRows } from '../consent/standing.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { askedPurpose } from './consent-question.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage } from './spoken-message.ts';

/** Records a No that was tapped on our question for consent; on anything else it is only a message. */
export async function heedRefusal(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  { word }: Extract<KeywordAction, { kind: 'no' }>,
): Promise<void> {
  const purpose = await askedPurpose(tx, message);
  if (purpose === undefined) return;
  const rows = (await consentRows(tx, message.contactId)).filter((row) => row.scope === purpose);
  // After a No nothing is pending until somebody asks again. A Yes that was written after it but arrived first found
  // the question open still: it is refused as well, by an entry of the same moment.
  const heededTooSoon = rows.filter((row) => isAnswerAfter(row, message.at, rows));
  for (const at of [message.at, ...heededTooSoon.map((row) => new Date(row.occurred_at))])
    await recordConsent(tx, runtime, {
      contactId: message.contactId,
      scope: purpose,
      action: 'refuse',
      method: methodOf(message),
      source: 'WhatsApp',
      occurredAt: at,
      metaTime: true,
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
