import { type KeywordAction, readKeyword, readNo, readTap } from '@parley/core/consent';
import { redeemCode } from '../opt-in/redeem.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { answeredQuestion } from './consent-question.ts';
import { heedAgreement } from './heed-agreement.ts';
import { heedOptOut } from './heed-opt-out.ts';
import { heedRefusal } from './heed-refusal.ts';
import { wasOffered } from './offered.ts';
import type { SpokenMessage } from './spoken-message.ts';

/** Records what an agreed word or a tapped button says about consent, before the webhook is acknowledged. */
export async function heedWords(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  action: KeywordAction | undefined,
): Promise<void> {
  switch (action?.kind) {
    case 'withdraw':
    case 'object':
      return heedOptOut(tx, runtime, message, action);
    case 'yes':
    case 'start':
      await heedAgreement(tx, runtime, message, action);
      return;
    case 'no':
      return heedRefusal(tx, runtime, message, action);
    case 'help':
      return;
    case undefined:
      if (message.content.type === 'text')
        await redeemCode(tx, runtime, { ...message, text: message.content.text });
  }
}

/** Whether the person leaves with this word or button. */
export function isOptOut(action: KeywordAction | undefined): boolean {
  return action?.kind === 'withdraw' || action?.kind === 'object';
}

/** What a whole message says, when it is one of the agreed words or buttons. */
export async function readAction(tx: Tx, message: SpokenMessage): Promise<KeywordAction | undefined> {
  const { content } = message;
  if (content.type === 'button') return readTap(content.payload, content.text);
  if (content.type !== 'text') return undefined;
  const plain = readKeyword(content.text);
  if (plain) return plain;
  const no = readNo(content.text);
  if (no && (await answeredQuestion(tx, message))) return no;
  // Some words say "leave" only where leaving was offered; what was said before is looked up for those alone.
  const offered = readKeyword(content.text, true);
  return offered && (await wasOffered(tx, message, content.text)) ? offered : undefined;
}
