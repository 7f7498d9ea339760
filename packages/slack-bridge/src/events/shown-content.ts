import type { Message } from '@parley/core/gateway-api';
import { GatewayProblem } from '@parley/core/gateway-api';
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
import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import type { Words } from '../words/words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A message's content as text for the thread; a template is filled in as the customer sees it. */
export async function shownContent(content: Message['content'], context: BridgeContext): Promise<string> {
  if (content.type === 'template') return filledTemplate(content, context);
  const { words } = context;
  const from = contextText(content.context as ReceivedContext | undefined, words.language);
  return lines([from ?? '', plainContent(content, words)]);
}

/** The content of everything but templates. Unknown kinds are named, never dropped. */
export function plainContent(content: Message['content'], words: Words): string {
  const fields: Fields = content;
  switch (content.type) {
    case 'text':
      return textOf(fields.text);
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return lines([
        `[${words.content[content.type]}${fields.filename ? `: ${textOf(fields.filename)}` : ''}]`,
        textOf(fields.link),
        textOf(fields.caption),
      ]);
    case 'button':
      return `[${words.content.tapped}] ${textOf(fields.text) || textOf(fields.payload)}`;
    case 'location':
      return lines([
        `[${words.content.location}] ${textOf(fields.name)}`.trim(),
        textOf(fields.address),
        `https://www.openstreetmap.org/?mlat=${Number(fields.latitude)}&mlon=${Number(fields.longitude)}`,
      ]);
    case 'reaction':
      return fields.emoji
        ? `[${words.content.reaction}] ${textOf(fields.emoji)}`
        : `[${words.content.reactionRemoved}]`;
    case 'contacts':
      return `[${words.content.contact}] ${contactsText((fields.contacts ?? []) as ContactCard[])}`;
    case 'order':
    case 'form_reply':
    case 'call_permission':
    case 'unsupported':
      return receivedText(content as InboundContent, words.language);
    case 'buttons':
      return lines([textOf(fields.body), titlesOf(fields.buttons)]);
    case 'list':
      return lines([
        textOf(fields.body),
        titlesOf(itemsOf(fields.sections).flatMap(({ rows }) => itemsOf(rows))),
      ]);
    case 'link':
    case 'flow':
      return lines([textOf(fields.body), `[${textOf(fields.button)}]`, textOf(fields.url)]);
    case 'location_request':
    case 'contact_request':
      return textOf(fields.body);
    case 'raw':
      return visibleText(content as RawContent) ?? notShown(content, words);
    default:
      return notShown(content, words);
  }
}

function notShown(content: Message['content'], words: Words): string {
  return `[${words.content.unsupported}: ${content.type}]`;
}

async function filledTemplate(content: Fields, context: BridgeContext): Promise<string> {
  const { gateway, words } = context;
  const name = textOf(content.name);
  const language = textOf(content.language);
  const title = words.content.template(name, language);
  const variables = (content.variables ?? {}) as Readonly<Record<string, string>>;
  try {
    const template = await untilAnswered(() => gateway.getTemplate(name, language), context);
    return lines([`[${title}]`, fillBody(template.body, variables)]);
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    // Deleted since, or not readable with this key: the values alone still tell what was said.
    return lines([`[${title}]`, ...Object.values(variables)]);
  }
}

/** A template's body with its variables; one without a value stays visible as `{{name}}`. */
export function fillBody(body: string, variables: Readonly<Record<string, string>>): string {
  return body.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, key: string) =>
    Object.hasOwn(variables, key) && variables[key] ? variables[key] : whole,
  );
}

function titlesOf(items: unknown): string {
  return itemsOf(items)
    .map(({ title }) => `[${textOf(title)}]`)
    .join(' ');
}

function itemsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
