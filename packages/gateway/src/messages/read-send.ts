import type { OutboundContent } from '@parley/core/message';
import type { Template } from '@parley/core/template';
import { readAll } from '../http/all-faults.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Call, CallerKey } from '../http/handler.ts';
import { checkFileLinks } from '../media/check-links.ts';
import { checkFileUses } from '../media/check-uses.ts';
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
import { readWhom } from './read-whom.ts';
import { sentByOfCall } from './sent-by.ts';
import { readIfClosed, readSendAt } from './timing.ts';

type Body = Call<'sendMessage'>['body'];

/** Reads a send request against what is stored; throws the problem that names the faulty fields. */
export async function readSend(
  tx: Tx,
  runtime: Runtime,
  { body, key, language }: Pick<Call<'sendMessage'>, 'body' | 'key' | 'language'>,
): Promise<NewMessage> {
  const now = runtime.now();
  const [sentBy, sendAt, links, { recipient, number }] = await readAll(
    () => sentByOfCall(key, body.sentBy),
    () => readSendAt(body.sendAt, now),
    () => linksOf(key, body.links),
    () => readWhom(tx, { to: body.to, path: 'to', from: body.from, key }),
    () => checkFileLinks(runtime, body.content as OutboundContent),
  );
  const goesAt = sendAt ?? now;
  const conversation = await findConversation(tx, recipient, number.id);
  await checkLinks(tx, links);
  await checkQueue(tx, runtime, { numberId: number.id, conversationId: conversation?.id, language });
  const content = await inAvailableLanguage(tx, number.account_id, body.content as OutboundContent);
  const template = await templateOf(tx, number.account_id, content);
  const [quote, ifWindowClosed, onReply] = await readAll(
    () => findQuote(tx, conversation, body.quote),
    () => readFallback(tx, runtime, number.account_id, readIfClosed(body.ifWindowClosed, goesAt)),
    () =>
      readOnReply(body.onReply, { content, template, goesAt, allowedHosts: runtime.settings.allowedHosts }),
    () => checkIfLast(tx, conversation, body.ifLast, language),
    () => checkReactionTarget(tx, conversation?.id, content, now),
    () => checkFileUses(tx, key, content, 'content'),
    () => checkFallbackFiles(tx, key, body.ifWindowClosed),
  );
  return {
    recipient,
    numberId: number.id,
    content,
    // A purpose that nobody named is that of the template's category.
    purpose: body.purpose ?? template?.category,
    sender: sentBy.kind,
    sentBy,
    sendAt,
    ifWindowClosed,
    keyId: key.id,
    quote,
    ifUnknown: body.ifUnknown,
    links,
    onReply,
  };
}

async function checkFallbackFiles(tx: Tx, key: CallerKey, given: Body['ifWindowClosed']): Promise<void> {
  if (given?.then === 'template') await checkFileUses(tx, key, given.template, 'ifWindowClosed.template');
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
