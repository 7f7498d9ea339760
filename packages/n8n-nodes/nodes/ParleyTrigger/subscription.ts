import {
  createGatewayClient,
  type GatewayClient,
  GatewayProblem,
  type NewSubscription,
} from '@parley/core/gateway-api';
import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow';
import { asNodeError } from '../gateway/failure.ts';
import { gatewayTransport } from '../gateway/transport.ts';

/** What n8n keeps for the node; the secret never leaves it. */
export type KeptSubscription = IDataObject & { subscriptionId?: string; secret?: string };

/** Whether the gateway still delivers to this node. Only its own "not there" counts as gone. */
export async function checkExists(this: IHookFunctions): Promise<boolean> {
  const kept: KeptSubscription = this.getWorkflowStaticData('node');
  if (!kept.subscriptionId || !kept.secret) return false;
  const client = createGatewayClient(gatewayTransport(this));
  try {
    const found = await client.getSubscription(kept.subscriptionId);
    if (found.state !== 'ended' && found.url === webhookUrl(this)) return true;
    await remove(client, kept);
    return false;
  } catch (error) {
    if (!isGone(error)) throw asNodeError(this, error);
    forget(kept);
    return false;
  }
}

export async function create(this: IHookFunctions): Promise<boolean> {
  const kept: KeptSubscription = this.getWorkflowStaticData('node');
  const client = createGatewayClient(gatewayTransport(this));
  const number = this.getNodeParameter('number', '', { extractValue: true });
  try {
    await remove(client, kept);
    const { id, secret } = await client.createSubscription({
      url: webhookUrl(this),
      types: this.getNodeParameter('events') as NonNullable<NewSubscription['types']>,
      ...(number ? { numbers: [String(number)] } : {}),
    });
    kept.subscriptionId = id;
    kept.secret = secret;
    return true;
  } catch (error) {
    throw asNodeError(this, error);
  }
}

async function deleteSubscription(this: IHookFunctions): Promise<boolean> {
  try {
    await remove(createGatewayClient(gatewayTransport(this)), this.getWorkflowStaticData('node'));
    return true;
  } catch (error) {
    throw asNodeError(this, error);
  }
}

export { deleteSubscription as delete };

/** Ends the kept subscription, if there is one; that it was gone already is fine. */
async function remove(client: GatewayClient, kept: KeptSubscription): Promise<void> {
  if (kept.subscriptionId) {
    try {
      await client.deleteSubscription(kept.subscriptionId);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  forget(kept);
}

function forget(kept: KeptSubscription): void {
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
