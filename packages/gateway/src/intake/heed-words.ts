import {
  type KeywordAction,
  readDoubt,
  readKeyword,
  readNo,
  readTap,
  speaksAgainst,
} from '@parley/core/consent';
import { readBusiness } from '../business/business.ts';
import { codesIn, withoutCodes } from '../opt-in/code.ts';
import { redeemCode } from '../opt-in/redeem.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { askAnew } from './ask-anew.ts';
import { answeredQuestion } from './consent-question.ts';
import { heedAgreement } from './heed-agreement.ts';
import { heedDoubt } from './heed-doubt.ts';
import { heedHelp } from './heed-help.ts';
import { heedOptOut } from './heed-opt-out.ts';
import { heedRefusal } from './heed-refusal.ts';
import { wasOffered } from './offered.ts';
import type { SpokenMessage } from './spoken-message.ts';

/**
 * Records what an agreed word, a tapped button or a doubtful sentence says about consent, before the webhook is
 * acknowledged. Returns whether the person leaves, or may.
 */
export async function heedWords(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  action: KeywordAction | undefined,
): Promise<boolean> {
  switch (action?.kind) {
    case 'withdraw':
    case 'object':
      await heedOptOut(tx, runtime, message, action);
      return true;
    case 'yes':
    case 'start':
      if ((await heedAgreement(tx, runtime, message, action)) === 'to_ask_anew')
        await askAnew(tx, runtime, message, action.word);
      return false;
    case 'no':
      await heedRefusal(tx, runtime, message, action);
      return false;
    case 'help':
      await heedHelp(tx, runtime, message, action.word);
      return false;
    case undefined:
      return heedSentence(tx, runtime, message);
  }
}

async function heedSentence(tx: Tx, runtime: Runtime, message: SpokenMessage): Promise<boolean> {
  if (message.content.type !== 'text') return false;
  const { text } = message.content;
  if (codesIn(text).length > 0 && (await mayAgree(tx, text)))
    if (await redeemCode(tx, runtime, { ...message, text })) return false;
  return (await heedDoubt(tx, runtime, message))?.kind === 'opt_out';
}

// A declaration that comes with a code says that it can be withdrawn, and is not; who may be leaving, or says no beside
// the code, declares nothing. The name of the business stands in what a link prepares, and may be any words.
async function mayAgree(tx: Tx, text: string): Promise<boolean> {
  const { name } = await readBusiness(tx);
  const said = withoutCodes(text);
  return readDoubt(said)?.kind !== 'opt_out' && !speaksAgainst(said.replaceAll(name, ' '));
}

/** Whether the person leaves with this word or button. */
export function isOptOut(action: KeywordAction | undefined): boolean {
  return action?.kind === 'withdraw' || action?.kind === 'object';
}

/** What a whole message says, when it is one of the agreed words or buttons. */
export async function readAction(tx: Tx, message: SpokenMessage): Promise<KeywordAction | undefined> {
  const action = await readInAnyLanguage(tx, message);
  if (!isOptOut(action)) return action;
  // Only now the business's choice is read: almost no message is a word that it could matter for.
  const { optOutLanguages: languages } = await readBusiness(tx);
  const { content } = message;
  if (content.type === 'button') return readTap(content.payload, content.text, { languages });
  return content.type === 'text'
    ? readKeyword(withoutCodes(content.text), { offered: true, languages })
    : undefined;
}

async function readInAnyLanguage(tx: Tx, message: SpokenMessage): Promise<KeywordAction | undefined> {
  const { content } = message;
  if (content.type === 'button') return readTap(content.payload, content.text);
  if (content.type !== 'text') return undefined;
  const plain = readKeyword(content.text);
  if (plain) return plain;
  // "STOP" in the message that a link has prepared leaves the code in it: it says STOP all the same.
  const beside = codesIn(content.text).length > 0 ? readKeyword(withoutCodes(content.text)) : undefined;
  if (isOptOut(beside)) return beside;
  const no = readNo(content.text);
  if (no && (await answeredQuestion(tx, message))) return no;
  // Some words say "leave" only where leaving was offered; what was said before is looked up for those alone.
  const offered = readKeyword(content.text, { offered: true });
  return offered && (await wasOffered(tx, message, content.text)) ? offered : undefined;
}
