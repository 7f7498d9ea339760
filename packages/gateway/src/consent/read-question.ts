import { consentQuestion } from '@parley/core/consent';
import { contentLimits } from '@parley/core/message';
import type { Template } from '@parley/core/template';
import { windowAt } from '@parley/core/window';
import { readBusiness } from '../business/business.ts';
import { readAll } from '../http/all-faults.ts';
import type { Call } from '../http/handler.ts';
import type { NewMessage } from '../messages/accept.ts';
import { findConversation } from '../messages/conversation-checks.ts';
import { readWhom } from '../messages/read-whom.ts';
import { sentByOfCall } from '../messages/sent-by.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { askedByTemplate, checkNotAsked } from './asked.ts';
import { findQuestionTemplate, questionContent } from './question-template.ts';
import { wordsLanguage } from './spoken-language.ts';
import { findText } from './texts.ts';

export type AskCall = Call<'askConsent'>;

/** A question for consent, read against what is stored. */
export type Question = {
  readonly message: NewMessage;
  /** What asks once the window is closed. */
  readonly template: Template | undefined;
  /** When a template asked last, without an answer. */
  readonly askedAt: Date | undefined;
  /** In which moments are told. */
  readonly timeZone: string;
};

/** Reads the question; throws 409 when there is nothing to ask, or nothing to ask again. */
export async function readQuestion(
  tx: Tx,
  runtime: Runtime,
  { body, key, language }: AskCall,
): Promise<Question> {
  const now = runtime.now();
  const [{ recipient, number }, sentBy] = await readAll(
    () => readAsked(tx, { body, key }),
    () => sentByOfCall(key, body.sentBy),
  );
  const business = await readBusiness(tx);
  const { timeZone } = business;
  await checkNotAsked(tx, recipient, body.purpose, now, { language, timeZone });
  const askedAt = await askedByTemplate(tx, recipient, body.purpose);
  const variables = body.variables ?? {};
  const template =
    askedAt === undefined
      ? await findQuestionTemplate(tx, number.account_id, body.language, variables)
      : undefined;
  const words = consentQuestion(wordsLanguage(body.language), body.purpose, business);
  const text = await findText(tx, body.textVersion, body.language);
  const message: NewMessage = {
    recipient,
    numberId: number.id,
    content: { type: 'buttons', ...words, body: text && fits(text.text) ? text.text : words.body },
    purpose: body.purpose,
    // The words are the gateway's own, whoever has asked for them.
    sender: 'automation',
    sentBy: sentBy.kind === 'ai' ? { ...sentBy, kind: 'automation' } : sentBy,
    own: 'consent_request',
    ifWindowClosed: template
      ? { then: 'template', template: questionContent(template, variables) }
      : { then: 'reject' },
    keyId: key.id,
  };
  return { message, template, askedAt, timeZone };
}

// A text that is too long for a message was shown elsewhere; the chat asks in our words, and the proof names both.
function fits(text: string): boolean {
  return [...text].length <= contentLimits.buttons.body;
}

/** Without a reading of the catalogue "there is no template" would be a guess; in the open window none is needed. */
export async function mayNeedTemplate(runtime: Runtime, { body, key }: AskCall): Promise<boolean> {
  const tx = runtime.store.read;
  const { recipient, number } = await readAsked(tx, { body, key });
  const lastInboundAt = (await findConversation(tx, recipient, number.id))?.last_inbound_at;
  return !windowAt(typeof lastInboundAt === 'number' ? new Date(lastInboundAt) : undefined, runtime.now())
    .open;
}

function readAsked(tx: Tx, { body, key }: Pick<AskCall, 'body' | 'key'>) {
  return readWhom(tx, { to: body.contact, path: 'contact', from: body.from, key });
}
