import type { INodeProperties } from 'n8n-workflow';
import { numberField } from '../../../gateway/from-number.ts';

const show = { resource: ['message'] };

export const recipientFields: INodeProperties[] = [
  {
    displayName: 'Recipient',
    name: 'recipientType',
    type: 'options',
    displayOptions: { show },
    default: 'phone',
    options: [
      {
        name: 'Contact ID',
        value: 'contactId',
        description: 'The person, as Parley knows them',
      },
      {
        name: 'Conversation ID',
        value: 'conversationId',
        description: 'Answer in a conversation, as Parley Trigger names it',
      },
      {
        name: 'Phone Number',
        value: 'phone',
        description: 'A phone number with its country code',
      },
      {
        name: 'User ID',
        value: 'userId',
        description: 'The business-scoped user ID of a person whose number is hidden',
      },
    ],
    description: 'How the recipient is named',
  },
  {
    displayName: 'To',
    name: 'to',
    type: 'string',
    displayOptions: { show },
    default: '',
    required: true,
    placeholder: 'e.g. +4915112345678',
    description: 'Who gets the message, named as chosen in Recipient',
  },
  numberField({
    displayName: 'From Number',
    name: 'from',
    displayOptions: { show },
    description: 'The business number that sends. May be left empty when one number is connected.',
  }),
];
