import type { OutboundContent } from '@parley/core/message';

/** A content of ours, and what else its send needs. */
export type Expressed = {
  readonly content: OutboundContent;
  readonly quotes?: boolean;
  readonly byUserId?: boolean;
  readonly template?: readonly unknown[];
};

const yesOrNo = [
  { id: 'ja', title: 'Ja' },
  { id: 'nein', title: 'Nein' },
];
const flow = {
  type: 'flow',
  header: { type: 'text', text: 'Termin' },
  body: 'Wann passt es?',
  footer: 'Muster GmbH',
  button: 'Termin wählen',
} as const;

/** What our own types can say, by the name of the sample that it must become. */
export const expressed: Readonly<Record<string, Expressed>> = {
  Text: { content: { type: 'text', text: 'Ihr Paket ist unterwegs.' } },
  'Text with a preview': {
    content: { type: 'text', text: 'Hier: https://shop.example/paket', previewUrl: true },
  },
  'Text without a preview, as an answer': {
    content: { type: 'text', text: 'Gern.', previewUrl: false },
    quotes: true,
  },
  'Image by link': {
    content: { type: 'image', link: 'https://media.example/bild.jpg', caption: 'So sieht es aus' },
  },
  'Image by id': { content: { type: 'image', mediaId: '1001' } },
  'Video by link': {
    content: { type: 'video', link: 'https://media.example/film.mp4', caption: 'Ein Film' },
  },
  'Video by id': { content: { type: 'video', mediaId: '1002', caption: 'Ein Film' } },
  'Audio by link': { content: { type: 'audio', link: 'https://media.example/ton.mp3' } },
  'Voice message by id': { content: { type: 'audio', mediaId: '1003', voice: true } },
  'Document by link': {
    content: {
      type: 'document',
      link: 'https://media.example/rechnung.pdf',
      filename: 'Rechnung.pdf',
      caption: 'Die Rechnung',
    },
  },
  'Document by id': { content: { type: 'document', mediaId: '1004', filename: 'Rechnung.pdf' } },
  'Sticker by link': { content: { type: 'sticker', link: 'https://media.example/sticker.webp' } },
  'Sticker by id': { content: { type: 'sticker', mediaId: '1005' } },
  Location: {
    content: {
      type: 'location',
      latitude: 52.5186,
      longitude: 13.3761,
      name: 'Reichstag',
      address: 'Platz der Republik 1, 11011 Berlin',
    },
  },
  Contacts: {
    content: {
      type: 'contacts',
      contacts: [
        {
          name: {
            formattedName: 'Dr. Max J. Muster jun.',
            firstName: 'Max',
            middleName: 'J.',
            lastName: 'Muster',
            prefix: 'Dr.',
            suffix: 'jun.',
          },
          phones: [
            { phone: '+49 151 87654321', type: 'CELL', waId: '4915187654321' },
            { phone: '+49 30 901820', type: 'WORK' },
          ],
          emails: [{ email: 'max@muster.example', type: 'WORK' }],
          addresses: [
            {
              street: 'Hauptstr. 1',
              city: 'Berlin',
              state: 'BE',
              zip: '10115',
              country: 'Deutschland',
              countryCode: 'de',
              type: 'HOME',
            },
          ],
          urls: [{ url: 'https://muster.example', type: 'WORK' }],
          org: { company: 'Muster GmbH', department: 'Einkauf', title: 'Leiter' },
          birthday: '1980-05-17',
        },
      ],
    },
  },
  Reaction: { content: { type: 'reaction', message: 'msg_1', emoji: '👍' } },
  'Reaction taken back': { content: { type: 'reaction', message: 'msg_1', emoji: '' } },
  'Reply buttons': { content: { type: 'buttons', body: 'Passt der Termin?', buttons: yesOrNo } },
  'Reply buttons with header and footer': {
    content: {
      type: 'buttons',
      header: { type: 'text', text: 'Termin' },
      body: 'Passt der Termin?',
      footer: 'Muster GmbH',
      buttons: yesOrNo,
    },
    quotes: true,
  },
  'Reply buttons under an image': {
    content: {
      type: 'buttons',
      header: { type: 'image', link: 'https://media.example/bild.jpg' },
      body: 'Gefällt es?',
      buttons: yesOrNo,
    },
  },
  'Reply buttons under a document': {
    content: {
      type: 'buttons',
      header: { type: 'document', mediaId: '1004', filename: 'Angebot.pdf' },
      body: 'Einverstanden?',
      buttons: yesOrNo,
    },
  },
  List: {
    content: {
      type: 'list',
      header: { type: 'text', text: 'Versand' },
      body: 'Welcher Versand?',
      footer: 'Muster GmbH',
      button: 'Auswählen',
      sections: [
        {
          title: 'Schnell',
          rows: [
            { id: 'express', title: 'Express', description: 'Morgen da' },
            { id: 'kurier', title: 'Kurier' },
          ],
        },
        { title: 'Günstig', rows: [{ id: 'paket', title: 'Paket' }] },
      ],
    },
  },
  'Link button': {
    content: {
      type: 'link',
      header: { type: 'video', link: 'https://media.example/film.mp4' },
      body: 'Alles im Shop',
      footer: 'Muster GmbH',
      button: 'Zum Shop',
      url: 'https://shop.example/',
    },
  },
  'Location request': { content: { type: 'location_request', body: 'Wo sind Sie?' } },
  'Contact request': {
    content: { type: 'contact_request', body: 'Unter welcher Nummer erreichen wir Sie?' },
  },
  'Flow by id': {
    content: {
      ...flow,
      flowId: '6627390910605886',
      flowToken: 'tok-1',
      flowAction: 'navigate',
      screen: 'START',
      data: { kunde: 'Erika' },
    },
  },
  'Flow by name': {
    content: { ...flow, flowName: 'termin', flowToken: 'tok-2', flowAction: 'data_exchange' },
  },
  'Draft flow': {
    content: { ...flow, flowId: '6627390910605886', flowToken: 'tok-3', screen: 'START', mode: 'draft' },
  },
  'Text to somebody known by user id': { content: { type: 'text', text: 'Hallo' }, byUserId: true },
  'Template without variables': {
    content: { type: 'template', name: 'hello_world', language: 'en_US' },
    template: [{ type: 'BODY', text: 'Welcome!' }],
  },
  'Template with names': {
    content: {
      type: 'template',
      name: 'order_update',
      language: 'de',
      variables: { first_name: 'Erika', order_number: '4711', delivery_date: 'Montag' },
    },
    template: [{ type: 'BODY', text: 'Hallo {{first_name}}: {{order_number}} kommt am {{delivery_date}}.' }],
  },
  'Template with an image': {
    content: {
      type: 'template',
      name: 'summer_sale',
      language: 'de',
      variables: {
        header_image: 'https://media.example/sale.jpg',
        first_name: 'Erika',
        button_0_payload: 'optout:marketing',
      },
    },
    template: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hallo {{first_name}}!' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Keine Werbung' }] },
    ],
  },
  'Template with a document and a link': {
    content: {
      type: 'template',
      name: 'ticket_booking',
      language: 'de',
      variables: {
        header_document: 'https://media.example/karten.pdf',
        header_document_filename: 'Karten.pdf',
        1: 'Erika',
        2: 'Sommernacht',
        3: '12. Dezember',
        button_0_url: 'K-5531',
      },
    },
    template: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Hallo {{1}}, {{2}} am {{3}}.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Ansehen', url: 'https://tickets.example/{{1}}' }] },
    ],
  },
  'Template with a code': {
    content: { type: 'template', name: 'login_code', language: 'de', variables: { code: '123456' } },
    template: [
      { type: 'BODY', text: '*{{1}}* ist Ihr Code.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Code kopieren', url: 'https://www.whatsapp.com/otp/code/?code=otp{{1}}' },
        ],
      },
    ],
  },
  'Template with cards': {
    content: {
      type: 'template',
      name: 'sample_cards',
      language: 'de',
      variables: {
        1: 'Erika',
        card_0_header_image: 'https://media.example/0.jpg',
        card_0_1: 'Lampe 0',
        card_0_button_0_payload: 'merken-0',
        card_1_header_image: 'https://media.example/1.jpg',
        card_1_1: 'Lampe 1',
        card_1_button_0_payload: 'merken-1',
      },
    },
    template: [
      { type: 'BODY', text: 'Guten Tag {{1}}!' },
      {
        type: 'CAROUSEL',
        cards: [0, 1].map(() => ({
          components: [
            { type: 'HEADER', format: 'IMAGE' },
            { type: 'BODY', text: 'Zu {{1}} passt viel.' },
            { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Merken' }] },
          ],
        })),
      },
    ],
  },
};

/** What our own types do not have goes as a message object of the Cloud API. */
export const asRaw = [
  'Product',
  'Product without words',
  'Product list',
  'Catalogue',
  'Address form',
  'Permission to call',
  'Call button',
  'Carousel of links',
  'Carousel of replies',
  'Carousel of products',
  'Order to pay',
  'Order status',
];
