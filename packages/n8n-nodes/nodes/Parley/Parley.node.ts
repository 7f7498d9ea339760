import {
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { asNodeError } from '../gateway/failure.ts';
import { searchNumbers, searchTemplates } from '../gateway/search.ts';
import { CREDENTIAL } from '../gateway/transport.ts';
import { runOperation } from './operation.ts';
import { hintFor, OUTPUTS, placeAnswer } from './outcome.ts';
import { fileProperties } from './resources/file/index.ts';
import { messageProperties } from './resources/message/index.ts';
import { getTemplateFields } from './template-fields.ts';

/** Sends WhatsApp messages through the gateway, and sorts the items by what it decided. */
export class Parley implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Parley',
    name: 'parley',
    icon: { light: 'file:../../icons/parley.svg', dark: 'file:../../icons/parley.dark.svg' },
    group: ['output'],
    version: 1,
    subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
    description: 'Send WhatsApp Business messages under one set of rules: consent, window and templates',
    defaults: { name: 'Parley' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: OUTPUTS.map((displayName) => ({ type: NodeConnectionTypes.Main, displayName })),
    credentials: [{ name: CREDENTIAL, required: true }],
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'File', value: 'file' },
          { name: 'Message', value: 'message' },
        ],
        default: 'message',
      },
      ...messageProperties,
      ...fileProperties,
    ],
  };

  methods = {
    listSearch: { searchNumbers, searchTemplates },
    resourceMapping: { getTemplateFields },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const outputs: INodeExecutionData[][] = OUTPUTS.map(() => []);
    const isTool = this.isToolExecution?.() ?? false;
    // One after the other: messages to the same person keep the order of the items.
    for (const item of this.getInputData().keys()) {
      const pairedItem = { item };
      try {
        placeAnswer(outputs, await runOperation(this, item), pairedItem, isTool);
      } catch (caught) {
        const error = asNodeError(this, caught, item);
        if (!this.continueOnFail()) throw error;
        const json = { error: error.message, details: error.description ?? null };
        placeAnswer(outputs, { outcome: 'failed', json }, pairedItem, isTool);
      }
    }
    const hint = isTool ? undefined : hintFor(outputs);
    if (hint) this.addExecutionHints?.({ message: hint, location: 'outputPane', type: 'info' });
    return outputs;
  }
}
