import type { OutboundContent } from '@parley/core/message';
import type { Template } from '@parley/core/template';
import { resolveRecipient } from '../contacts/find.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Call, CallerKey } from '../http/handler.ts';
import { checkFileUses } from '../media/check-uses.ts';
import { chooseNumber } from '../numbers/choose-number.ts';
import { readOnReply } from '../reply-waits/read-on-reply.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { inAvailableLanguage } from '../templates/available-language.ts';
import { findTemplate } from '../templates/catalogue.ts';
import type { NewMessage } from './accept.ts';
import { checkIfLast, checkLinks, findConversation, findQuote, type NewLink } from './conversation-checks.ts';
import { readFallback } from './fallback.ts';
import { checkQueue } from './queue-bound.ts';
import { checkReactionTarget } from './reaction-target.ts';
import { sentByOfCall } from './sent-by.ts';
import { readIfClosed, readSendAt } from './timing.ts';

/** Reads a send request against what is stored; throws the problem that names the faulty field. */
export async function readSend(
  tx: Tx,
  runtime: Runtime,
  { body, key, language }: Pick<Call<'sendMessage'>, 'body' | 'key' | 'language'>,
): Promise<NewMessage> {
  const now = runtime.now();
  const sentBy = sentByOfCall(key, body.sentBy);
  const recipient = await resolveRecipient(tx, runtime, body.to, 'to');
  const number = await chooseNumber(tx, key, body.from, recipient);
  const sendAt = readSendAt(body.sendAt, now);
  const conversation = await findConversation(tx, recipient, number.id);
  const links = linksOf(key, body.links);
  await checkLinks(tx, links);
  await checkQueue(tx, runtime, { numberId: number.id, conversationId: conversation?.id, language });
  await checkIfLast(tx, conversation, body.ifLast, language);
  const content = await inAvailableLanguage(tx, number.account_id, body.content as OutboundContent);
  await checkReactionTarget(tx, conversation?.id, content, now);
  const template = await templateOf(tx, number.account_id, content);
  const goesAt = sendAt ?? now;
  await checkFileUses(tx, key, content, 'content');
  if (body.ifWindowClosed?.then === 'template')
    await checkFileUses(tx, key, body.ifWindowClosed.template, 'ifWindowClosed.template');
  return {
    recipient,
    numberId: number.id,
    content,
    // A purpose that nobody named is that of the template's category.
    purpose: body.purpose ?? template?.category,
    sender: sentBy.kind,
    sentBy,
    sendAt,
    ifWindowClosed: await readFallback(tx, number.account_id, readIfClosed(body.ifWindowClosed, goesAt)),
    keyId: key.id,
    quote: await findQuote(tx, conversation, body.quote),
    ifUnknown: body.ifUnknown,
    links,
    onReply: readOnReply(body.onReply, {
      content,
      template,
      goesAt,
      allowedHosts: runtime.settings.allowedHosts,
    }),
  };
}

async function templateOf(
  tx: Tx,
  accountId: string,
  content: OutboundContent,
): Promise<Template | undefined> {
  if (content.type !== 'template') return undefined;
  return (await findTemplate(tx, accountId, content.name, content.language))?.definition;
}

function linksOf(key: CallerKey, links: readonly NewLink[] = []): readonly NewLink[] {
  for (const [index, { tool }] of links.entries())
    if (key.tool !== null && tool !== key.tool)
      throw invalidField(`links[${index}].tool`, {
        en: `must be "${key.tool}": the API key is bound to that tool`,
        de: `muss "${key.tool}" sein: Der API-Schlüssel ist an dieses Werkzeug gebunden`,
      });
  return links;
}
