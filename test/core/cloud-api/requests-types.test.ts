import { describe, expect, test } from '@jest/globals';
import { type MessageToSend, toGraphMessage } from '@parley/core/cloud-api';
import type { OutboundContent } from '@parley/core/message';

const graph = (content: OutboundContent, more: Partial<MessageToSend> = {}) =>
  toGraphMessage({ to: { phone: '+4915112345678' }, content, callbackData: 'msg_01', ...more });

const envelope = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '4915112345678',
  biz_opaque_callback_data: 'msg_01',
};

const interactive = (payload: object) => ({ type: 'interactive', interactive: payload });
const body = { text: 'Bitte wählen Sie' };
const footer = { text: 'Muster GmbH' };

const interactiveRows: [string, OutboundContent, object][] = [
  [
    'a list with sections, header and footer',
    {
      type: 'list',
      body: body.text,
      button: 'Termine',
      header: { type: 'text', text: 'Werkstatt' },
      footer: footer.text,
      sections: [
        { title: 'Montag', rows: [{ id: 'mo9', title: '9 Uhr', description: 'bei Anna' }] },
        { title: 'Dienstag', rows: [{ id: 'di9', title: '9 Uhr' }] },
      ],
    },
    interactive({
      type: 'list',
      header: { type: 'text', text: 'Werkstatt' },
      body,
      footer,
      action: {
        button: 'Termine',
        sections: [
          { title: 'Montag', rows: [{ id: 'mo9', title: '9 Uhr', description: 'bei Anna' }] },
          { title: 'Dienstag', rows: [{ id: 'di9', title: '9 Uhr' }] },
        ],
      },
    }),
  ],
  [
    'a list with one section without a title',
    { type: 'list', body: body.text, button: 'Mehr', sections: [{ rows: [{ id: 'a', title: 'A' }] }] },
    interactive({
      type: 'list',
      body,
      action: { button: 'Mehr', sections: [{ rows: [{ id: 'a', title: 'A' }] }] },
    }),
  ],
  [
    'a link button with an image above it',
    {
      type: 'link',
      body: body.text,
      button: 'Öffnen',
      url: 'https://shop.example.com/4711',
      header: { type: 'image', mediaId: '81' },
      footer: footer.text,
    },
    interactive({
      type: 'cta_url',
      header: { type: 'image', image: { id: '81' } },
      body,
      footer,
      action: {
        name: 'cta_url',
        parameters: { display_text: 'Öffnen', url: 'https://shop.example.com/4711' },
      },
    }),
  ],
  [
    'a flow by id that opens a screen with data',
    {
      type: 'flow',
      body: body.text,
      button: 'Ausfüllen',
      flowId: '1234',
      flowToken: 'case-4711',
      flowAction: 'navigate',
      screen: 'WELCOME',
      data: { orderNumber: '4711' },
      mode: 'draft',
      header: { type: 'text', text: 'Rückgabe' },
      footer: footer.text,
    },
    interactive({
      type: 'flow',
      header: { type: 'text', text: 'Rückgabe' },
      body,
      footer,
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '1234',
          flow_cta: 'Ausfüllen',
          flow_token: 'case-4711',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'WELCOME', data: { orderNumber: '4711' } },
          mode: 'draft',
        },
      },
    }),
  ],
  [
    'a flow by name, whose screen makes it navigate',
    { type: 'flow', body: body.text, button: 'Los', flowName: 'return_form', screen: 'FIRST' },
    interactive({
      type: 'flow',
      body,
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_name: 'return_form',
          flow_cta: 'Los',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'FIRST' },
        },
      },
    }),
  ],
  [
    'a flow that asks its own endpoint',
    { type: 'flow', body: body.text, button: 'Los', flowId: '1234', flowAction: 'data_exchange' },
    interactive({
      type: 'flow',
      body,
      action: {
        name: 'flow',
        parameters: {
          flow_message_version: '3',
          flow_id: '1234',
          flow_cta: 'Los',
          flow_action: 'data_exchange',
        },
      },
    }),
  ],
  [
    'a request for the location',
    { type: 'location_request', body: body.text },
    interactive({ type: 'location_request_message', body, action: { name: 'send_location' } }),
  ],
  [
    'a request for the phone number',
    { type: 'contact_request', body: body.text },
    interactive({ type: 'request_contact_info', body, action: { name: 'request_contact_info' } }),
  ],
];

const plainRows: [string, OutboundContent, object][] = [
  [
    'a location',
    { type: 'location', latitude: 52.52, longitude: -13.405, name: 'Laden', address: 'Musterweg 1' },
    {
      type: 'location',
      location: { latitude: 52.52, longitude: -13.405, name: 'Laden', address: 'Musterweg 1' },
    },
  ],
  [
    'bare coordinates',
    { type: 'location', latitude: 0, longitude: 0 },
    { type: 'location', location: { latitude: 0, longitude: 0 } },
  ],
  [
    'a contact with everything',
    {
      type: 'contacts',
      contacts: [
        {
          name: {
            formattedName: 'Dr. Erika M. Muster jun.',
            firstName: 'Erika',
            middleName: 'M.',
            lastName: 'Muster',
            prefix: 'Dr.',
            suffix: 'jun.',
          },
          phones: [{ phone: '+49 151 12345678', waId: '4915112345678', type: 'WORK' }],
          emails: [{ email: 'erika@example.com', type: 'WORK' }],
          addresses: [
            {
              street: 'Musterweg 1',
              city: 'Berlin',
              state: 'BE',
              zip: '10115',
              country: 'Germany',
              countryCode: 'de',
              type: 'WORK',
            },
          ],
          urls: [{ url: 'https://example.com', type: 'WORK' }],
          org: { company: 'Muster GmbH', department: 'Service', title: 'Leitung' },
          birthday: '1990-02-28',
        },
      ],
    },
    {
      type: 'contacts',
      contacts: [
        {
          name: {
            formatted_name: 'Dr. Erika M. Muster jun.',
            first_name: 'Erika',
            middle_name: 'M.',
            last_name: 'Muster',
            prefix: 'Dr.',
            suffix: 'jun.',
          },
          phones: [{ phone: '+49 151 12345678', wa_id: '4915112345678', type: 'WORK' }],
          emails: [{ email: 'erika@example.com', type: 'WORK' }],
          addresses: [
            {
              street: 'Musterweg 1',
              city: 'Berlin',
              state: 'BE',
              zip: '10115',
              country: 'Germany',
              country_code: 'de',
              type: 'WORK',
            },
          ],
          urls: [{ url: 'https://example.com', type: 'WORK' }],
          org: { company: 'Muster GmbH', department: 'Service', title: 'Leitung' },
          birthday: '1990-02-28',
        },
      ],
    },
  ],
  [
    'a contact by its shown name alone, which is its first name too',
    { type: 'contacts', contacts: [{ name: { formattedName: 'Werkstatt' } }] },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Werkstatt', first_name: 'Werkstatt' } }] },
  ],
  [
    'an object of the Cloud API as it is',
    {
      type: 'raw',
      message: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        type: 'interactive',
        interactive: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
        recipient_identity_key_hash: 'abc',
        context: { message_id: 'wamid.Q' },
      },
    },
    {
      type: 'interactive',
      interactive: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
      recipient_identity_key_hash: 'abc',
      context: { message_id: 'wamid.Q' },
    },
  ],
];

describe('the JSON of what shows something to tap', () => {
  test.each(interactiveRows)('%s', (_name, content, expected) => {
    expect(graph(content)).toEqual({ ...envelope, ...expected });
  });
});

describe('the JSON of places, contacts and raw messages', () => {
  test.each(plainRows)('%s', (_name, content, expected) => {
    expect(graph(content)).toEqual({ ...envelope, ...expected });
  });
});

describe('a reaction', () => {
  test.each(['👍', ''])('of "%s" names the message by its WhatsApp id', (emoji) => {
    const content = { type: 'reaction', message: 'msg_02', emoji } as const;
    expect(graph(content, { reactsToWamid: 'wamid.R' })).toEqual({
      ...envelope,
      type: 'reaction',
      reaction: { message_id: 'wamid.R', emoji },
    });
  });

  test('to a message that WhatsApp does not know is refused in words', () => {
    expect(() => graph({ type: 'reaction', message: 'msg_02', emoji: '👍' })).toThrow('has no WhatsApp id');
  });
});

describe('a raw message', () => {
  test('cannot change who gets it or how it is told again, whatever was stored', () => {
    const message = {
      to: '4915200000000',
      recipient: 'DE.1',
      recipient_type: 'group',
      biz_opaque_callback_data: 'x',
      category: 'utility',
      type: 'text',
      text: { body: 'Hallo' },
      context: { message_id: 'wamid.A' },
    };
    expect(graph({ type: 'raw', message }, { quotedWamid: 'wamid.B' })).toEqual({
      ...envelope,
      type: 'text',
      text: { body: 'Hallo' },
      context: { message_id: 'wamid.B' },
    });
  });
});
