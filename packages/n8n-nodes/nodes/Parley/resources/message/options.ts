import type { INodeProperties } from 'n8n-workflow';

/** What few messages need; everything left out is decided by the gateway. */
export const messageOptions: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  displayOptions: { show: { resource: ['message'] } },
  default: {},
  options: [
    {
      displayName: 'Idempotency Key',
      name: 'idempotencyKey',
      type: 'string',
      displayOptions: { show: { '/operation': ['sendText', 'sendTemplate'] } },
      default: '',
      placeholder: 'e.g. order-4711-shipped',
      description:
        'A text of your own that names this message. The gateway accepts it once, whichever execution brings it.',
    },
    {
      displayName: 'Language of the Words',
      name: 'language',
      type: 'options',
      default: 'en',
      options: [
        { name: 'English', value: 'en' },
        { name: 'German', value: 'de' },
      ],
      description: "Language of reason and remedy. Left out, it is the business's own.",
    },
    {
      displayName: 'Purpose',
      name: 'purpose',
      type: 'options',
      default: 'service',
      options: [
        { name: 'Authentication', value: 'authentication', description: 'A one-time code' },
        { name: 'Marketing', value: 'marketing', description: 'Advertising of any kind' },
        { name: 'Service', value: 'service', description: 'An answer to the customer' },
        { name: 'Utility', value: 'utility', description: 'News about an order or an appointment' },
      ],
      description: "Why the message is sent. Left out, it is the template's category, else service.",
    },
    {
      displayName: 'Quote',
      name: 'quote',
      type: 'string',
      displayOptions: { show: { '/operation': ['sendText', 'sendTemplate'] } },
      default: '',
      description: "The ID of the message to quote, such as the trigger's messageId",
    },
    {
      displayName: 'Send At',
      name: 'sendAt',
      type: 'dateTime',
      default: '',
      description:
        "Send later. A time without a zone is in the workflow's time zone. The gateway decides again at that moment.",
    },
    {
      displayName: 'Written By',
      name: 'writtenBy',
      type: 'options',
      default: 'automation',
      options: [
        { name: 'AI', value: 'ai', description: 'A language model wrote the words' },
        { name: 'Automation', value: 'automation', description: 'The workflow itself' },
      ],
      description:
        'Who wrote the words; the first words of an AI must say so. As a tool of an agent it is always AI.',
    },
  ],
};
