import type { FreeFormContent, RawContent } from './content.ts';

/** What the customer reads of a message: its text, caption or body; undefined when it has none. */
export function visibleText(content: FreeFormContent): string | undefined {
  switch (content.type) {
    case 'text':
      return content.text;
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return content.caption;
    case 'buttons':
    case 'list':
    case 'link':
    case 'flow':
    case 'location_request':
    case 'contact_request':
      return content.body;
    case 'location':
    case 'contacts':
    case 'reaction':
      return undefined;
    case 'raw':
      return rawText(content);
  }
}

// A message object of the Cloud API: text.body, the caption of a file, or the body of an interactive message.
function rawText({ message }: RawContent): string | undefined {
  const payload = objectOf(message[String(message.type)]);
  const words = [payload.body, objectOf(payload.body).text, payload.caption];
  return words.find((word): word is string => typeof word === 'string');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
