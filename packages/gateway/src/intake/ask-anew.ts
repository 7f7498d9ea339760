import { consentQuestion } from '@parley/core/consent';
import { contentLimits } from '@parley/core/message';
import { readBusiness } from '../business/business.ts';
import { recordConsent } from '../consent/ledger.ts';
import { wordsLanguage } from '../consent/spoken-language.ts';
import { currentText } from '../consent/texts.ts';
import { acceptMessage } from '../messages/accept.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { RECORDED_BY } from './recorder.ts';
import { evidenceOf, type SpokenMessage } from './spoken-message.ts';

/**
 * START after the person left, where nothing that they agreed to can come back: a fresh double opt-in begins. Their word
 * is the request, and the question with the text of today goes out in the window it has opened. Without a text that the
 * business keeps there is nothing to agree to, and the word is only a message.
 */
export async function askAnew(tx: Tx, runtime: Runtime, message: SpokenMessage, word: string): Promise<void> {
  const business = await readBusiness(tx);
  const language = wordsLanguage(message.conversation.language ?? business.language);
  const text = await currentText(tx, language);
  if (!text) return;
  await recordConsent(tx, runtime, {
    contactId: message.contactId,
    scope: 'marketing',
    action: 'request',
    method: 'chat_word',
    source: 'WhatsApp',
    textVersion: text.version,
    language: text.language,
    occurredAt: message.at,
    metaTime: message.isMetaTime,
    proven: true,
    word,
    evidence: evidenceOf(message),
    recordedBy: RECORDED_BY,
  });
  const question = consentQuestion(language, 'marketing', business);
  const isShort = [...text.text].length <= contentLimits.buttons.body;
  const asked = await acceptMessage(tx, runtime, {
    recipient: { kind: 'contact', contactId: message.contactId },
    numberId: message.conversation.number_id,
    content: { type: 'buttons', ...question, body: isShort ? text.text : question.body },
    purpose: 'marketing',
    sender: 'automation',
    own: 'consent_request',
    ifWindowClosed: { then: 'reject' },
    sentBy: { tool: 'parley', kind: 'automation', actor: null, name: null },
    keyId: null,
  });
  if (asked.outcome === 'refused')
    runtime.log.info(
      { conversation: message.conversation.id, code: asked.decision.code },
      'who asked to come back was not asked',
    );
}
