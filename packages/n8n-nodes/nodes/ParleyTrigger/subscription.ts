import { createGatewayClient, GatewayProblem, type NewSubscription } from '@parley/core/gateway-api';
import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../gateway/failure.ts';
import { gatewayTransport } from '../gateway/transport.ts';

/** What n8n keeps for the node; the secret never leaves it. */
export type KeptSubscription = IDataObject & { subscriptionId?: string; secret?: string };

/** Whether the gateway still delivers to this node. Only its own "not there" counts as gone. */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
  const kept: KeptSubscription = context.getWorkflowStaticData('node');
  if (!kept.subscriptionId || !kept.secret) return false;
  const client = createGatewayClient(gatewayTransport(context));
  try {
    const found = await client.getSubscription(kept.subscriptionId);
    if (found.state !== 'ended' && found.url === webhookUrl(context)) return true;
  } catch (error) {
    if (!isGone(error)) throw asNodeError(context, error);
  }
  await unsubscribe(context);
  return false;
}

/** Has the chosen events posted to this node's webhook, in place of whatever was asked for before. */
export async function subscribe(context: IHookFunctions): Promise<void> {
  await unsubscribe(context);
  const number = context.getNodeParameter('number', '', { extractValue: true });
  try {
    const { id, secret } = await createGatewayClient(gatewayTransport(context)).createSubscription({
      url: webhookUrl(context),
      types: context.getNodeParameter('events') as NonNullable<NewSubscription['types']>,
      ...(number ? { numbers: [String(number)] } : {}),
    });
    Object.assign(context.getWorkflowStaticData('node'), { subscriptionId: id, secret });
  } catch (error) {
    throw asNodeError(context, error);
  }
}

/** Ends the kept subscription, if there is one; that it was gone already is fine. */
export async function unsubscribe(context: IHookFunctions): Promise<void> {
  const kept: KeptSubscription = context.getWorkflowStaticData('node');
  if (kept.subscriptionId) {
    try {
      await createGatewayClient(gatewayTransport(context)).deleteSubscription(kept.subscriptionId);
    } catch (error) {
      if (!isGone(error)) throw asNodeError(context, error);
    }
  }
  delete kept.subscriptionId;
  delete kept.secret;
}

function isGone(error: unknown): boolean {
  return error instanceof GatewayProblem && (error.problem.status === 404 || error.problem.status === 410);
}

function webhookUrl(context: IHookFunctions): string {
  const url = context.getNodeWebhookUrl('default');
  if (!url) throw new NodeOperationError(context.getNode(), 'n8n has no webhook URL for this node');
  return url;
}
