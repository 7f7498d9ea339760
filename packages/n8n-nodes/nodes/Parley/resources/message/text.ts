import type { INodeProperties } from 'n8n-workflow';

const showForSendText = { resource: ['message'], operation: ['sendText'] };
const showForCheck = { resource: ['message'], operation: ['check'] };

const text: INodeProperties = {
  displayName: 'Text',
  name: 'text',
  type: 'string',
  typeOptions: { rows: 4 },
  default: '',
  required: true,
  description: 'The words of the message, 4,096 characters at most',
};

export const textFields: INodeProperties[] = [
  {
    displayName: 'Message Type',
    name: 'messageType',
    type: 'options',
    displayOptions: { show: showForCheck },
    default: 'text',
    options: [
      { name: 'Template', value: 'template' },
      { name: 'Text', value: 'text' },
    ],
    description: 'What kind of message to ask about',
  },
  { ...text, displayOptions: { show: showForSendText } },
  { ...text, displayOptions: { show: { ...showForCheck, messageType: ['text'] } } },
  {
    displayName: 'If Window Closed',
    name: 'ifWindowClosed',
    type: 'options',
    displayOptions: { show: showForSendText },
    default: 'reject',
    options: [
      {
        name: 'Hold Until the Customer Writes',
        value: 'hold',
        description: 'Keep the text and send it when the window opens again',
      },
      {
        name: 'Reject',
        value: 'reject',
        description: 'Send nothing; the item leaves through Needs template',
      },
      {
        name: 'Send a Template Instead',
        value: 'template',
        description: 'Send an approved template in place of the text',
      },
    ],
    description: 'What to do when the 24 hours since the last message of the customer are over',
  },
  {
    displayName: 'Hold Until',
    name: 'holdUntil',
    type: 'dateTime',
    displayOptions: { show: { ...showForSendText, ifWindowClosed: ['hold'] } },
    default: '',
    description: 'When to give up. Left empty, the text is held for 7 days.',
  },
];
