import { readBusiness } from '../business/business.ts';
import { sendOwn } from '../messages/send-own.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import type { SpokenMessage } from './spoken-message.ts';
import { helpAnswer, languageOfWord } from './words.ts';

/** Who has just been told knows; a person who goes on asking needs a person. */
const HELP_AGAIN_AFTER_MS = DAY_MS;

/** HELP, HILFE or INFO: who this is, how to stop, and where the privacy notice is, once a day. */
export async function heedHelp(
  tx: Tx,
  runtime: Runtime,
  message: SpokenMessage,
  word: string,
): Promise<void> {
  const earlier = await tx
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', message.conversation.id)
    .where('own', '=', 'help_answer')
    .where('created_at', '>', runtime.now().getTime() - HELP_AGAIN_AFTER_MS)
    .limit(1)
    .executeTakeFirst();
  if (earlier) return;
  const business = await readBusiness(tx);
  const language = languageOfWord(word, message.conversation.language, business.language);
  await sendOwn(tx, runtime, {
    conversationId: message.conversation.id,
    own: 'help_answer',
    text: business.helpAnswer ?? helpAnswer(language, business),
    quoteMessageId: message.messageId,
  });
}
