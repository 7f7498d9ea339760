import type { INodeProperties } from 'n8n-workflow';
import { messageOptions } from './options.ts';
import { recipientFields } from './recipient.ts';
import { templateFields } from './template.ts';
import { textFields } from './text.ts';

const operation: INodeProperties = {
  displayName: 'Operation',
  name: 'operation',
  type: 'options',
  noDataExpression: true,
  displayOptions: { show: { resource: ['message'] } },
  default: 'sendText',
  options: [
    {
      name: 'Check',
      value: 'check',
      action: 'Check whether a message may be sent',
      description: 'Ask for the decision only; nothing is sent',
    },
    {
      name: 'Send Template',
      value: 'sendTemplate',
      action: 'Send a template message',
      description: 'Send a pre-approved template; possible outside the 24-hour window too',
    },
    {
      name: 'Send Text',
      value: 'sendText',
      action: 'Send a text message',
      description: 'Send free text; possible while the 24-hour window is open',
    },
  ],
};

/** Everything the resource Message asks for. */
export const messageProperties: INodeProperties[] = [
  operation,
  ...recipientFields,
  ...textFields,
  ...templateFields,
  messageOptions,
];
