import { type KeywordAction, readKeyword, readTap } from '@parley/core/consent';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { heedAgreement } from './heed-agreement.ts';
import { heedOptOut } from './heed-opt-out.ts';
import { wasOffered } from './offered.ts';
import type { SpokenMessage } from './spoken-message.ts';

/** Records what an agreed word or a tapped button says about consent, before the webhook is acknowledged. */
export async function heedWords(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
): Promise<'opted_out' | 'agreed' | 'nothing'> {
  const action = await readAction(tx, message);
  switch (action?.kind) {
    case 'withdraw':
    case 'object':
      await heedOptOut(tx, runtime, message, action);
      return 'opted_out';
    case 'yes':
    case 'start':
      return (await heedAgreement(tx, runtime, message, action)) ? 'agreed' : 'nothing';
    case 'help':
    case undefined:
      return 'nothing';
  }
}

async function readAction(tx: Tx, message: SpokenMessage): Promise<KeywordAction | undefined> {
  const { content } = message;
  if (content.type === 'button') return readTap(content.payload, content.text);
  if (content.type !== 'text') return undefined;
  const plain = readKeyword(content.text);
  if (plain) return plain;
  // Some words say "leave" only where leaving was offered; what was said before is looked up for those alone.
  const offered = readKeyword(content.text, true);
  return offered && (await wasOffered(tx, message, content.text)) ? offered : undefined;
}
