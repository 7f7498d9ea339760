import { recordConsent } from '../consent/ledger.ts';
import type { ConversationRow } from '../conversations/open.ts';
import type { MessageRow } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { readAction } from './heed-words.ts';
import { reconsiderLaterWords } from './later-words.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, methodOf, storedWords } from './spoken-message.ts';

/**
 * Records an opt-out that an imported message says, at the moment at which it was said, and without a confirmation: the
 * person was told then, or is not to be surprised by it months later. What they wrote after it counts as ever.
 */
export async function heedPastOptOut(
  tx: Tx,
  runtime: Runtime,
  conversation: ConversationRow,
  row: MessageRow,
): Promise<void> {
  if (row.direction !== 'inbound') return;
  const message = storedWords(row, conversation);
  const action = await readAction(tx, message);
  if (action?.kind !== 'withdraw' && action?.kind !== 'object') return;
  await tx.updateTable('message').set({ opt_out: 1 }).where('id', '=', row.id).execute();
  await recordConsent(tx, runtime, {
    contactId: message.contactId,
    scope: action.scope,
    action: action.kind,
    method: methodOf(message),
    source: 'WhatsApp',
    occurredAt: message.at,
    metaTime: message.isMetaTime,
    proven: true,
    word: action.word,
    evidence: { ...evidenceOf(message), imported: true },
    recordedBy: RECORDED_BY,
  });
  await reconsiderLaterWords(tx, runtime, message, action.scope);
}
