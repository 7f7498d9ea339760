import type { Message } from '@parley/core/gateway-api';
import { contextText, type ReceivedContext, shownText, type TemplateContent } from '@parley/core/message';
import { fillText } from '@parley/core/template';

/** A message in words; what is not text is named in square brackets. `templateBody` is the approved text. */
export function contentText(message: Message, templateBody: string | undefined): string {
  const { content } = message;
  if (message.revokedAt) return '[Deleted by the sender]';
  return joined(
    contextText(content.context as ReceivedContext | undefined, 'en'),
    saidText(content, templateBody),
  );
}

function saidText(content: Message['content'], templateBody: string | undefined): string {
  switch (content.type) {
    case 'button':
      return joined(content.text);
    // A record shows no map: the coordinates can be copied into one.
    case 'location': {
      const isNamed = Boolean(content.name ?? content.address);
      return joined(shownText(content, 'en'), isNamed && `${content.latitude}, ${content.longitude}`);
    }
    case 'template': {
      const { variables = {} } = content as TemplateContent;
      return joined(shownText(content, 'en'), templateBody && fillText(templateBody, variables));
    }
    default:
      return shownText(content, 'en');
  }
}

function joined(...parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}
