type Json = Readonly<Record<string, unknown>>;

const named = (name: string, example: string) => ({ param_name: name, example });

/** The template catalogue of the stand-in's account, as Graph lists it. */
export const graphTemplates: readonly Json[] = [
  template('1001', 'order_update', 'de', 'UTILITY', {
    parameter_format: 'NAMED',
    components: [
      body('Hallo {{first_name}}, Ihre Bestellung {{order_number}} ist unterwegs.', [
        named('first_name', 'Erika'),
        named('order_number', 'A-1'),
      ]),
    ],
  }),
  template('1002', 'conversation_reply', 'de', 'UTILITY', {
    parameter_format: 'NAMED',
    components: [
      body('Hallo {{first_name}}, wir haben eine Antwort für Sie.', [named('first_name', 'Erika')]),
      { type: 'FOOTER', text: 'Muster GmbH' },
    ],
  }),
  template('1003', 'summer_sale', 'de', 'MARKETING', {
    parameter_format: 'NAMED',
    components: [
      body('Hallo {{first_name}}, 20 % auf alles!', [named('first_name', 'Erika')]),
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Keine Werbung' }] },
    ],
  }),
  template('1004', 'old_news', 'de', 'MARKETING', {
    status: 'PAUSED',
    components: [{ type: 'BODY', text: 'Neuigkeiten' }],
  }),
  template('1005', 'ticket_booking', 'de', 'UTILITY', {
    components: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Ihr Ticket für {{1}}.', example: { body_text: [['Berlin']] } },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Ansehen', url: 'https://example.com/tickets/{{1}}', example: ['7'] }],
      },
    ],
  }),
];

function template(id: string, name: string, language: string, category: string, more: Json): Json {
  return { id, name, language, category, status: 'APPROVED', parameter_format: 'POSITIONAL', ...more };
}

function body(text: string, params: readonly Json[]): Json {
  return { type: 'BODY', text, example: { body_text_named_params: params } };
}
