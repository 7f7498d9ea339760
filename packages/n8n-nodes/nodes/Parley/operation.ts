import { createGatewayClient, type GatewayClient, GatewayUnreachable } from '@parley/core/gateway-api';
import type { IExecuteFunctions } from 'n8n-workflow';
import { gatewayTransport } from '../gateway/transport.ts';
import { downloadFile } from './download-file.ts';
import { idempotencyKeyFor } from './idempotency-key.ts';
import { type Answer, checkedAnswer, refusedAnswer, sentAnswer } from './outcome.ts';
import { type MessageOptions, readRequest, readSendRequest } from './request.ts';

/**
 * Does what the node is set to for one item. Throws when the gateway gave no decision. The answer keeps
 * `to`, so that the next node can write to the same person.
 */
export async function runOperation(context: IExecuteFunctions, item: number): Promise<Answer> {
  if (context.getNodeParameter('resource', item) === 'file') return downloadFile(context, item);
  const { language } = context.getNodeParameter('options', item, {}) as MessageOptions;
  const client = createGatewayClient(gatewayTransport(context, language));
  const { outcome, json } = await decide(context, client, item);
  return { outcome, json: { to: context.getNodeParameter('to', item) as string, ...json } };
}

function decide(context: IExecuteFunctions, client: GatewayClient, item: number): Promise<Answer> {
  switch (context.getNodeParameter('operation', item)) {
    case 'check':
      return check(context, client, item);
    case 'sendTemplate':
      return send(context, client, item, 'template');
    default:
      return send(context, client, item, 'text');
  }
}

async function check(context: IExecuteFunctions, client: GatewayClient, item: number): Promise<Answer> {
  const type = context.getNodeParameter('messageType', item, 'text') as 'text' | 'template';
  const { decision } = await client.checkMessage(await readRequest(context, client, item, type));
  return checkedAnswer(decision);
}

async function send(
  context: IExecuteFunctions,
  client: GatewayClient,
  item: number,
  type: 'text' | 'template',
): Promise<Answer> {
  const request = await readSendRequest(context, client, item, type);
  const own = (context.getNodeParameter('options', item, {}) as MessageOptions).idempotencyKey;
  const idempotencyKey = own ? String(own) : idempotencyKeyFor(context, item, request);
  const result = await client.sendMessage(request, { idempotencyKey }).catch((error: unknown) => {
    // No answer leaves open whether it was taken; the same key makes asking once more harmless.
    if (error instanceof GatewayUnreachable) return client.sendMessage(request, { idempotencyKey });
    throw error;
  });
  return result.outcome === 'accepted' ? sentAnswer(result.message) : refusedAnswer(result.decision);
}
