import type { GatewayClient, SendRequest } from '@parley/core/gateway-api';
import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { readMoment } from './moment.ts';
import { readTemplateContent } from './template-content.ts';

export type MessageOptions = {
  idempotencyKey?: string;
  language?: string;
  purpose?: NonNullable<SendRequest['purpose']>;
  quote?: string;
  sendAt?: unknown;
  writtenBy?: 'automation' | 'ai';
};

/** The gateway's limit for a name; a longer one would be refused for a title nobody reads there. */
const NAME_LENGTH = 200;

/** What both the sending and the check of a message ask: to whom, what, why, by whom. */
export async function readRequest(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
  type: 'text' | 'template',
): Promise<SendRequest> {
  const options = context.getNodeParameter('options', item, {}) as MessageOptions;
  const from = context.getNodeParameter('from', item, '', { extractValue: true });
  const sendAt = readMoment(context, options.sendAt, 'Send At', item);
  return {
    to: readRecipient(context, item),
    ...(from ? { from: String(from) } : {}),
    content:
      type === 'template'
        ? await readTemplateContent(context, client, item)
        : { type: 'text', text: asText(context.getNodeParameter('text', item)) },
    ...(options.purpose ? { purpose: options.purpose } : {}),
    ...(sendAt ? { sendAt } : {}),
    sentBy: readSender(context, options),
  };
}

/** What only a sending has: a quote, and what to do when the window is closed. */
export async function readSendRequest(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
  type: 'text' | 'template',
): Promise<SendRequest> {
  const { quote } = context.getNodeParameter('options', item, {}) as MessageOptions;
  const ifWindowClosed = type === 'text' ? await readFallback(context, client, item) : undefined;
  return {
    ...(await readRequest(context, client, item, type)),
    ...(quote ? { quote: String(quote) } : {}),
    ...(ifWindowClosed ? { ifWindowClosed } : {}),
  };
}

function readRecipient(context: IExecuteFunctions, item: number): SendRequest['to'] {
  const type = context.getNodeParameter('recipientType', item, 'phone');
  const to = asText(context.getNodeParameter('to', item)).trim();
  if (to === '') {
    throw new NodeOperationError(context.getNode(), 'The field "To" is empty', {
      itemIndex: item,
      description:
        'Give a phone number with its country code, such as +4915112345678, or choose another kind of Recipient.',
    });
  }
  switch (type) {
    case 'contactId':
      return { contactId: to };
    case 'conversationId':
      return { conversationId: to };
    case 'userId':
      return { userId: to };
    default:
      return to;
  }
}

async function readFallback(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
): Promise<SendRequest['ifWindowClosed']> {
  switch (context.getNodeParameter('ifWindowClosed', item, 'reject')) {
    case 'template':
      return { then: 'template', template: await readTemplateContent(context, client, item) };
    case 'hold': {
      const until = readMoment(context, context.getNodeParameter('holdUntil', item, ''), 'Hold Until', item);
      return { then: 'hold', ...(until ? { until } : {}) };
    }
    default:
      return undefined;
  }
}

function readSender(context: IExecuteFunctions, options: MessageOptions): SendRequest['sentBy'] {
  const { id, name } = context.getWorkflow();
  return {
    tool: 'n8n',
    kind: context.isToolExecution?.() ? 'ai' : (options.writtenBy ?? 'automation'),
    ...(id ? { actor: id } : {}),
    ...(name ? { name: name.slice(0, NAME_LENGTH) } : {}),
  };
}

function asText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
