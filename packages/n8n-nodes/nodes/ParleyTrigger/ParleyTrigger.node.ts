import { type Event, verifyWebhook } from '@parley/core/gateway-api';
import {
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { numberField } from '../gateway/from-number.ts';
import { searchNumbers } from '../gateway/search.ts';
import { CREDENTIAL } from '../gateway/transport.ts';
import { eventItem } from './event-item.ts';
import { eventOptions } from './events.ts';
import { isSubscribed, type KeptSubscription, subscribe, unsubscribe } from './subscription.ts';

/** Starts a workflow when something happened at the gateway. */
export class ParleyTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Parley Trigger',
    name: 'parleyTrigger',
    icon: { light: 'file:../../icons/parley.svg', dark: 'file:../../icons/parley.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: '={{ $parameter["events"].join(", ") }}',
    description: 'Starts the workflow when a customer writes, and on other events of your Parley gateway',
    eventTriggerDescription: 'Waiting for the gateway to tell an event',
    activationMessage: 'The gateway now sends the chosen events to this workflow.',
    defaults: { name: 'Parley Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: CREDENTIAL, required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'parley' }],
    properties: [
      {
        displayName:
          'Each event arrives at least once. Where a second run would do harm, drop items whose eventId you have seen, for example with the Remove Duplicates node.',
        name: 'atLeastOnce',
        type: 'notice',
        default: '',
      },
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        required: true,
        default: ['message.received'],
        options: eventOptions,
        description: 'What starts the workflow',
      },
      numberField({
        displayName: 'Number',
        name: 'number',
        description: 'Only events of this business number. Left empty, those of every number.',
      }),
      {
        displayName: 'Include Opt-Outs',
        name: 'includeOptOuts',
        type: 'boolean',
        default: false,
        description:
          'Whether to start the workflow also for messages like STOP. The gateway has recorded and confirmed these already, and a workflow that answers everything should leave them alone.',
      },
    ],
  };

  methods = { listSearch: { searchNumbers } };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return isSubscribed(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        await subscribe(this);
        return true;
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        await unsubscribe(this);
        return true;
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    const { secret }: KeptSubscription = this.getWorkflowStaticData('node');
    // The bytes as they came: parsed and written again, they would no longer fit the signature.
    const body = this.getRequestObject().rawBody?.toString('utf8') ?? '';
    const headers = this.getHeaderData() as Record<string, string | string[] | undefined>;
    const isSigned = secret !== undefined && verifyWebhook({ secret, headers, body, now: new Date() }).ok;
    if (!isSigned) {
      this.getResponseObject().status(401).send('The signature is missing, wrong or too old.').end();
      return { noWebhookResponse: true };
    }
    const event = JSON.parse(body) as Event;
    const item = eventItem(event);
    // Accepted, so that it is not delivered again; but nobody waits for an answer to a STOP.
    if (item.optOut === true && this.getNodeParameter('includeOptOuts', false) !== true) return {};
    return { workflowData: [[{ json: item }]] };
  }
}
