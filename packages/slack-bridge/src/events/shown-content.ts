import type { Message } from '@parley/core/gateway-api';
import { GatewayProblem } from '@parley/core/gateway-api';
import { contextText, type ReceivedContext, shownText, type TemplateContent } from '@parley/core/message';
import { fillText } from '@parley/core/template';
import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import type { Words } from '../words/words.ts';

/** A message's content as text for the thread; a template is filled in as the customer sees it. */
export async function shownContent(content: Message['content'], context: BridgeContext): Promise<string> {
  const { words } = context;
  if (content.type === 'template') return filledTemplate(content as TemplateContent, context);
  const from = contextText(content.context as ReceivedContext | undefined, words.language);
  return lines([from, plainContent(content, words)]);
}

/** The content of everything but templates; a place with a map to open, which Slack does not show by itself. */
export function plainContent(content: Message['content'], words: Words): string {
  const text = shownText(content, words.language);
  if (content.type !== 'location') return text;
  const { latitude, longitude } = content;
  return lines([text, `https://www.openstreetmap.org/?mlat=${Number(latitude)}&mlon=${Number(longitude)}`]);
}

async function filledTemplate(content: TemplateContent, context: BridgeContext): Promise<string> {
  const { gateway, words } = context;
  const { name, language, variables = {} } = content;
  const title = shownText(content, words.language);
  try {
    const template = await untilAnswered(() => gateway.getTemplate(name, language), context);
    return lines([title, fillText(template.body, variables)]);
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    // Deleted since, or not readable with this key: the values alone still tell what was said.
    return lines([title, ...Object.values(variables)]);
  }
}

function lines(parts: readonly unknown[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}
