import { type ConsentScope, readKeyword, readTap } from '@parley/core/consent';
import type { InboundContent } from '@parley/core/message';
import { recordConsent } from '../consent/ledger.ts';
import { type ConsentRow, consentRows } from '../consent/standing.ts';
import { isWithContacts } from '../conversations/with-contacts.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { heedAgreement } from './heed-agreement.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, type SpokenMessage, storedWords } from './spoken-message.ts';

/** A person writes a handful of words after a STOP before its webhook arrives late, not hundreds. */
const MAX_LATER_MESSAGES = 50;

/**
 * An opt-out arrived after words that the person wrote later: what these did was done without knowing of it. A consent
 * that they confirmed is taken back when it had been asked for before the opt-out, and a START gets its effect now.
 * So the order of arrival makes no difference, and in doubt the withdrawal wins.
 */
export async function reconsiderLaterWords(
  tx: Tx,
  runtime: Runtime,
  optOut: SpokenMessage,
  scope: ConsentScope,
): Promise<void> {
  const later = await tx
    .selectFrom('message')
    .select(['id', 'wamid', 'content', 'created_at', 'dated_ahead', 'quote_wamid', 'contact_id'])
    .where(isWithContacts([optOut.contactId]))
    .where('direction', '=', 'inbound')
    .where('created_at', '>', optOut.at.getTime())
    .orderBy('created_at')
    .orderBy('seq')
    .limit(MAX_LATER_MESSAGES)
    .execute();
  if (later.length === 0) return;
  await takeBackConfirmations(tx, runtime, optOut, scope);
  for (const row of later) {
    const message = storedWords(row, optOut.conversation);
    const action = readPlainly(message.content);
    if (action?.kind !== 'start' && action?.kind !== 'yes') continue;
    if (isHeeded(await consentRows(tx, optOut.contactId), row.id)) continue;
    await heedAgreement(tx, runtime, message, action);
  }
}

function readPlainly(content: InboundContent) {
  if (content.type === 'button') return readTap(content.payload, content.text);
  return content.type === 'text' ? readKeyword(content.text) : undefined;
}

async function takeBackConfirmations(
  tx: Tx,
  runtime: Runtime,
  optOut: SpokenMessage,
  scope: ConsentScope,
): Promise<void> {
  const rows = await consentRows(tx, optOut.contactId);
  const since = optOut.at.getTime();
  for (const row of rows) {
    if (row.action !== 'confirm' || !isOwnWord(row) || row.occurred_at <= since) continue;
    if (scope !== 'all' && scope !== row.scope) continue;
    if (rows.some((asked) => asksBetween(asked, row, since)) || isTakenBack(rows, row)) continue;
    await recordConsent(tx, runtime, {
      contactId: optOut.contactId,
      scope: row.scope === 'utility' ? 'utility' : 'marketing',
      action: 'withdraw',
      method: methodOf(optOut),
      source: 'WhatsApp',
      // At the moment of the confirmation: a tie is withdrawn.
      occurredAt: new Date(row.occurred_at),
      metaTime: row.meta_time === 1,
      proven: true,
      evidence: { ...evidenceOf(optOut), takesBack: row.id },
      recordedBy: RECORDED_BY,
    });
  }
}

function isTakenBack(rows: readonly ConsentRow[], confirmed: ConsentRow): boolean {
  return rows.some(
    ({ evidence }) => (JSON.parse(evidence) as { takesBack?: unknown }).takesBack === confirmed.id,
  );
}

function asksBetween(asked: ConsentRow, confirmed: ConsentRow, since: number): boolean {
  const asks = asked.action === 'request' || asked.action === 'grant';
  return asks && asked.scope === confirmed.scope && asked.occurred_at > since;
}

function isOwnWord(row: ConsentRow): boolean {
  return row.method === 'chat_word' || row.method === 'chat_button';
}

// A word has its effect where an entry rests on its message, unless that was taken back above.
function isHeeded(rows: readonly ConsentRow[], messageId: string): boolean {
  const evidence = rows.map(
    (row) => JSON.parse(row.evidence) as { messageId?: unknown; takesBack?: unknown },
  );
  return rows.some(
    (row, index) =>
      evidence[index]?.messageId === messageId && !evidence.some(({ takesBack }) => takesBack === row.id),
  );
}
