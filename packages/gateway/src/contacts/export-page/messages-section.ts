import type { ContactExport, Message } from '@parley/core/gateway-api';
import type { ReadableNames } from '../readable-names.ts';
import { type Html, html } from './html.ts';
import type { Moments } from './moments.ts';
import { type PageWords, wordFor } from './words.ts';

/** Every message of every conversation, with who wrote it, what became of it, and why it was allowed. */
export function messagesSection(
  exported: ContactExport,
  { templateTexts, numbers }: ReadableNames,
  words: PageWords,
  moments: Moments,
): readonly Html[] {
  const { items, cursor } = exported.messages;
  const inOrder = items.toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
  return [
    ...exported.conversations.map(({ id, from, tags, assignee }) => {
      const own = inOrder.filter(({ conversationId }) => conversationId === id);
      return html`<h3>${words.conversationWith(numbers.get(from) ?? from)}</h3>
${tags.length > 0 && html`<p class="meta">${words.fields.tags}: ${tags.join(', ')}</p>`}
${assignee && html`<p class="meta">${words.fields.assignee}: ${assignee.name ?? assignee.actor}</p>`}
${byDay(own, templateTexts, words, moments)}`;
    }),
    ...(cursor === null ? [] : [html`<p>${words.moreMessages(items.length)}</p>`]),
  ];
}

function byDay(
  messages: readonly Message[],
  templateTexts: ReadonlyMap<string, string>,
  words: PageWords,
  moments: Moments,
): readonly Html[] {
  let last = '';
  return messages.map((message) => {
    const day = moments.day(message.createdAt);
    const isNew = day !== last;
    last = day;
    return html`${isNew && html`<div class="day">${day}</div>`}${bubble(message, templateTexts.get(message.id), words, moments)}`;
  });
}

function bubble(
  message: Message,
  templateText: string | undefined,
  words: PageWords,
  { moment }: Moments,
): Html {
  const { direction, sentBy, decision, status, createdAt } = message;
  const author = direction === 'inbound' ? words.you : (sentBy?.name ?? sentBy?.tool ?? '');
  const marks = [
    moment(createdAt),
    wordFor(words.statuses, status),
    ...(message.editedAt ? [words.edited] : []),
    ...(message.revokedAt ? [words.revoked] : []),
  ];
  return html`<div class="message ${direction}"><div class="text" dir="auto">${shown(message, templateText, words)}</div>
<div class="meta">${author} · ${marks.join(' · ')}</div>
${decision && html`<div class="meta">${words.basis}: ${decision.reason}</div>`}</div>`;
}

// What the person read or wrote; whatever has no words of its own stands as it is stored, so that nothing is left out.
function shown({ content }: Message, templateText: string | undefined, words: PageWords): Html {
  const { type, ...fields } = content as { readonly type: string } & Readonly<Record<string, unknown>>;
  if (type === 'erased') return html`<span class="soft">${words.bodyGone}</span>`;
  const text = [templateText, fields.text, fields.caption, fields.body].find(
    (value) => typeof value === 'string',
  );
  const { text: _text, caption: _caption, body: _body, ...rest } = fields;
  const isPlain = type === 'text' && Object.keys(rest).length === 0;
  const heading = type === 'template' ? html`<em>${words.template(String(fields.name))}</em>\n` : undefined;
  return html`${heading}${typeof text === 'string' && text}${!isPlain && html`<pre>${describe(type, rest, words)}</pre>`}`;
}

function describe(type: string, fields: Readonly<Record<string, unknown>>, words: PageWords): string {
  return [wordFor(words.kinds, type), ...linesOf(fields, words, '')].join('\n');
}

// One line for each value; what holds others has them below it, further in.
function linesOf(value: object, words: PageWords, indent: string): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === null || inner === undefined) return [];
    const name = Array.isArray(value) ? `${Number(key) + 1}.` : wordFor(words.details, key);
    if (typeof inner !== 'object') return [`${indent}${name}: ${shownValue(inner, words)}`];
    return [`${indent}${name}`, ...linesOf(inner, words, `${indent}  `)];
  });
}

function shownValue(value: unknown, words: PageWords): string {
  return typeof value === 'boolean' ? words.answers[value ? 'yes' : 'no'] : String(value);
}
