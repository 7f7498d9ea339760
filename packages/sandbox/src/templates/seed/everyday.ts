import type { Template } from '../template.ts';

const approved = { status: 'APPROVED', quality_score: { score: 'UNKNOWN' } } as const;

const helloWorld: Template = {
  id: '700000000000001',
  name: 'hello_world',
  language: 'en_US',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
    {
      type: 'BODY',
      text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API. Thank you for taking the time to test with us.',
    },
    { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
  ],
};

const orderExample = (name: string, date: string) => ({
  body_text_named_params: [
    { param_name: 'first_name', example: name },
    { param_name: 'order_number', example: 'B-20417' },
    { param_name: 'delivery_date', example: date },
  ],
});

const orderUpdateDe: Template = {
  id: '700000000000002',
  name: 'order_update',
  language: 'de',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    {
      type: 'BODY',
      text: 'Hallo {{first_name}}, Ihre Bestellung {{order_number}} ist unterwegs. Wir liefern sie voraussichtlich am {{delivery_date}} zu Ihnen nach Hause.',
      example: orderExample('Erika', '24. November'),
    },
    { type: 'FOOTER', text: 'Fragen? Antworten Sie einfach hier.' },
  ],
};

const orderUpdateEn: Template = {
  id: '700000000000003',
  name: 'order_update',
  language: 'en',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    {
      type: 'BODY',
      text: 'Hello {{first_name}}, your order {{order_number}} is on its way. We expect to deliver it to you on {{delivery_date}} at the latest.',
      example: orderExample('Erika', '24 November'),
    },
    { type: 'FOOTER', text: 'Questions? Just reply here.' },
  ],
};

const nameExample = { body_text_named_params: [{ param_name: 'first_name', example: 'Erika' }] };

const conversationReplyDe: Template = {
  id: '700000000000004',
  name: 'conversation_reply',
  language: 'de',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    {
      type: 'BODY',
      text: 'Hallo {{first_name}}, wir haben eine Antwort auf Ihre Anfrage. Schreiben Sie uns kurz zurück, dann schicken wir sie Ihnen hier.',
      example: nameExample,
    },
  ],
};

const conversationReplyEn: Template = {
  id: '700000000000005',
  name: 'conversation_reply',
  language: 'en',
  ...approved,
  category: 'UTILITY',
  parameter_format: 'NAMED',
  components: [
    {
      type: 'BODY',
      text: 'Hello {{first_name}}, we have an answer to your question. Send us a short reply and you will get it right here.',
      example: nameExample,
    },
  ],
};

/** The templates whose components are words alone. */
export const EVERYDAY_TEMPLATES: readonly Template[] = [
  helloWorld,
  orderUpdateDe,
  orderUpdateEn,
  conversationReplyDe,
  conversationReplyEn,
];
