import type { Message } from '@parley/core/gateway-api';
import {
  type ContactCard,
  contactsText,
  contextText,
  type InboundContent,
  type RawContent,
  type ReceivedContext,
  receivedText,
  visibleText,
} from '@parley/core/message';

const mediaWords: Readonly<Record<string, string>> = {
  image: 'Image',
  audio: 'Audio',
  video: 'Video',
  document: 'Document',
  sticker: 'Sticker',
};

/** A message in words; what is not text is named in square brackets. `templateBody` is the approved text. */
export function contentText(message: Message, templateBody: string | undefined): string {
  const { content } = message;
  if (message.revokedAt) return '[Deleted by the sender]';
  const from = contextText(content.context as ReceivedContext | undefined, 'en') ?? '';
  return joined(from, saidText(content, templateBody));
}

function saidText(content: Message['content'], templateBody: string | undefined): string {
  const word = mediaWords[content.type];
  if (word)
    return joined(`[${[word, say(content.filename)].filter(Boolean).join(': ')}]`, say(content.caption));
  switch (content.type) {
    case 'text':
      return say(content.text);
    case 'button':
      return say(content.text);
    case 'buttons':
      return joined(say(content.body), titles(content.buttons));
    case 'list':
      return joined(say(content.body), titles(items(content.sections).flatMap(({ rows }) => items(rows))));
    case 'link':
    case 'flow':
      return joined(say(content.body), `[${say(content.button)}] ${say(content.url)}`.trim());
    case 'location_request':
    case 'contact_request':
      return say(content.body);
    case 'contacts':
      return `[Contact: ${contactsText((content.contacts ?? []) as ContactCard[])}]`;
    case 'order':
    case 'form_reply':
    case 'call_permission':
      return receivedText(content as InboundContent, 'en');
    case 'raw':
      return visibleText(content as RawContent) ?? '[Not shown here: raw]';
    case 'reaction':
      return content.emoji ? `[Reaction: ${say(content.emoji)}]` : '[Reaction taken back]';
    case 'location':
      return `[Location: ${[say(content.name), say(content.address), `${content.latitude}, ${content.longitude}`].filter(Boolean).join(', ')}]`;
    case 'template':
      return templateText(content, templateBody);
    default:
      return `[${content.type === 'unsupported' ? `Not shown here: ${say(content.wireType)}` : content.type}]`;
  }
}

function templateText(content: Message['content'], body: string | undefined): string {
  const variables = (content.variables ?? {}) as Readonly<Record<string, unknown>>;
  const title = `[Template ${say(content.name)}, ${say(content.language)}]`;
  if (body === undefined) return title;
  return joined(
    title,
    body.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => say(variables[name]) || whole),
  );
}

function titles(buttons: unknown): string {
  return items(buttons)
    .map(({ title }) => `[${say(title)}]`)
    .join(' ');
}

function items(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value : [];
}

function joined(...parts: string[]): string {
  return parts.filter(Boolean).join('\n');
}

function say(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
