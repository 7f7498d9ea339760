import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSandbox, type SandboxUnderTest } from './sandbox-under-test.ts';

let sandbox: SandboxUnderTest;
let phones = 0;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

/** A new person for each send, so that the pair limit stays out of it. */
const send = (message: Record<string, unknown>) =>
  sandbox.send({ to: `49151${10_000_000 + phones++}`, ...message });

const interactive = (content: Record<string, unknown>) => ({
  type: 'interactive',
  interactive: { body: { text: 'Bitte wählen' }, ...content },
});
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (...all: unknown[]) => interactive({ type: 'button', action: { buttons: all } });
const rows = (count: number, row = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Zeile ${index}`, ...row }));
const list = (sections: unknown[], more = {}) =>
  interactive({ type: 'list', action: { button: 'Auswahl', sections }, ...more });
const link = (text: string, url = 'https://shop.example/') =>
  interactive({ type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: text, url } } });
const image = 'https://shop.example/bild.jpg';
const card = (index: number, more = {}) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: image } },
  body: { text: 'Karte' },
  action: { name: 'cta_url', parameters: { display_text: 'Ansehen', url: 'https://shop.example/' } },
  ...more,
});
const carousel = (cards: unknown[]) => interactive({ type: 'carousel', action: { cards } });
const flow = (parameters: Record<string, unknown>) =>
  interactive({
    type: 'flow',
    action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '1', ...parameters } },
  });
const address = (parameters: Record<string, unknown>) =>
  interactive({ type: 'address_message', action: { name: 'address_message', parameters } });
const item = { name: 'Lampe', amount: { value: 1500, offset: 100 }, quantity: 1 };
const order = (parameters: Record<string, unknown>) =>
  interactive({
    type: 'order_details',
    action: {
      name: 'review_and_pay',
      parameters: {
        reference_id: 'order-1',
        type: 'digital-goods',
        currency: 'INR',
        total_amount: { value: 1500, offset: 100 },
        order: { status: 'pending', items: [item] },
        ...parameters,
      },
    },
  });
const person = { name: { formatted_name: 'Erika Beispiel', first_name: 'Erika' } };

describe('what Meta would take', () => {
  test.each([
    ['a text of 4096 characters', { type: 'text', text: { body: 'ä'.repeat(4096), preview_url: true } }],
    ['a text of 4096 emoji', { type: 'text', text: { body: '😀'.repeat(4096) } }],
    ['a message without a type as a text', { text: { body: 'Hallo' } }],
    ['callback data of 512 characters', { text: { body: 'x' }, biz_opaque_callback_data: 'd'.repeat(512) }],
    [
      'an image by link with a caption of 1024',
      { type: 'image', image: { link: image, caption: 'c'.repeat(1024) } },
    ],
    ['an audio', { type: 'audio', audio: { link: 'https://shop.example/a.ogg', voice: true } }],
    ['a document', { type: 'document', document: { link: 'https://shop.example/a.pdf', filename: 'a.pdf' } }],
    ['a sticker', { type: 'sticker', sticker: { link: 'https://shop.example/a.webp' } }],
    [
      'a location with numbers',
      { type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Berlin' } },
    ],
    ['a location with texts', { type: 'location', location: { latitude: '52.5', longitude: '13.4' } }],
    ['257 contacts', { type: 'contacts', contacts: Array.from({ length: 257 }, () => person) }],
    [
      'three reply buttons at their limits',
      buttons(...['1', '2', '3'].map((n) => reply(n.repeat(256), n.repeat(20)))),
    ],
    [
      'ten rows in two sections',
      list([
        { title: 'A', rows: rows(5) },
        { title: 'B', rows: rows(5).map((row) => ({ ...row, id: `${row.id}b` })) },
      ]),
    ],
    ['a list body of 4096', list([{ rows: rows(1) }], { body: { text: 'b'.repeat(4096) } })],
    ['a link button', link('Zum Shop')],
    [
      'a location request',
      interactive({ type: 'location_request_message', action: { name: 'send_location' } }),
    ],
    [
      'a request for the phone number',
      interactive({ type: 'request_contact_info', action: { name: 'request_contact_info' } }),
    ],
    [
      'a flow',
      flow({
        flow_cta: 'Termin wählen',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'A' },
        mode: 'draft',
      }),
    ],
    [
      'a product without a body',
      {
        type: 'interactive',
        interactive: { type: 'product', action: { catalog_id: '1', product_retailer_id: '2' } },
      },
    ],
    [
      'a catalog message',
      interactive({ type: 'catalog_message', action: { name: 'catalog_message', parameters: {} } }),
    ],
    [
      'a product list',
      interactive({
        type: 'product_list',
        header: { type: 'text', text: 'Sortiment' },
        action: {
          catalog_id: '1',
          sections: [{ title: 'A', product_items: [{ product_retailer_id: 'x' }] }],
        },
      }),
    ],
    [
      'an address request',
      interactive({
        type: 'address_message',
        action: { name: 'address_message', parameters: { country: 'IN' } },
      }),
    ],
    [
      'a call permission request',
      interactive({ type: 'call_permission_request', action: { name: 'call_permission_request' } }),
    ],
    [
      'a call button',
      interactive({
        type: 'voice_call',
        action: { name: 'voice_call', parameters: { display_text: 'Anrufen' } },
      }),
    ],
    ['a carousel of two cards', carousel([card(0), card(1)])],
    [
      'an order status',
      interactive({
        type: 'order_status',
        action: { name: 'review_order', parameters: { reference_id: 'a', order: { status: 'processing' } } },
      }),
    ],
  ])('%s', async (_case, message) => {
    expect(await send(message)).toMatchObject({
      status: 200,
      body: { messages: [{ id: expect.any(String) }] },
    });
  });
});

describe('what Meta would refuse', () => {
  test.each([
    ['a body that is no object', [1], 100, 'object'],
    ['another product', { messaging_product: 'sms', text: { body: 'x' } }, 131009, 'messaging_product'],
    ['no recipient', { to: undefined, text: { body: 'x' } }, 131008, 'to'],
    ['a recipient that is no number', { to: 'Erika', text: { body: 'x' } }, 131009, 'to'],
    ['the business number itself', { to: '4930901820', text: { body: 'x' } }, 131021, 'sender'],
    ['a group', { recipient_type: 'group', to: '1234567', text: { body: 'x' } }, 131041, 'group'],
    [
      'a user id in a wrong form',
      { to: undefined, recipient: 'Erika', text: { body: 'x' } },
      131009,
      'recipient',
    ],
    ['a user id nobody has', { to: undefined, recipient: 'DE.42', text: { body: 'x' } }, 131026, 'user id'],
    ['an unknown type', { type: 'fax', fax: {} }, 100, 'type'],
    ['a misspelt field', { type: 'text', text: { body: 'x', preview: true } }, 100, 'preview'],
    [
      'a misspelt field beside the text',
      { type: 'text', text: { body: 'x' }, callback: 'x' },
      100,
      'callback',
    ],
    ['a text without its object', { type: 'text' }, 131008, 'text'],
    ['an empty text', { type: 'text', text: { body: '' } }, 131008, "text['body']"],
    ['a body that is a number', { type: 'text', text: { body: 5 } }, 100, "text['body']"],
    ['a text of 4097 characters', { type: 'text', text: { body: 'x'.repeat(4097) } }, 131009, '4096'],
    [
      'callback data of 513 characters',
      { text: { body: 'x' }, biz_opaque_callback_data: 'd'.repeat(513) },
      131009,
      '512',
    ],
    ['an image with id and link', { type: 'image', image: { id: '1', link: image } }, 131009, 'exactly one'],
    ['an image with neither', { type: 'image', image: { caption: 'x' } }, 131009, 'exactly one'],
    ['an image id that is not there', { type: 'image', image: { id: '123' } }, 131009, '123'],
    ['a link that is no URL', { type: 'image', image: { link: 'bild.jpg' } }, 131009, 'URL'],
    ['a link over http', { type: 'image', image: { link: 'http://shop.example/b.jpg' } }, 131053, 'https'],
    [
      'a caption of 1025',
      { type: 'video', video: { link: image, caption: 'c'.repeat(1025) } },
      131009,
      '1024',
    ],
    ['a caption on an audio', { type: 'audio', audio: { link: image, caption: 'x' } }, 100, 'caption'],
    ['a location without longitude', { type: 'location', location: { latitude: 1 } }, 131008, 'longitude'],
    ['a latitude of 91', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009, 'latitude'],
    [
      '258 contacts',
      { type: 'contacts', contacts: Array.from({ length: 258 }, () => person) },
      131009,
      '257',
    ],
    ['a contact without a name', { type: 'contacts', contacts: [{ phones: [] }] }, 131008, 'name'],
    ['an unknown interactive kind', interactive({ type: 'poll', action: {} }), 131009, 'interactive'],
    ['no buttons', buttons(), 131009, 'buttons'],
    ['four buttons', buttons(...['1', '2', '3', '4'].map((n) => reply(n, n))), 131009, 'buttons'],
    ['a button title of 21', buttons(reply('1', 't'.repeat(21))), 131009, '20'],
    ['a button id of 257', buttons(reply('i'.repeat(257), 't')), 131009, '256'],
    ['two buttons with one id', buttons(reply('1', 'a'), reply('1', 'b')), 131009, 'same id'],
    ['two buttons with one title', buttons(reply('1', 'a'), reply('2', 'a')), 131009, 'same title'],
    [
      'an interactive body of 1025',
      {
        ...buttons(reply('1', 'a')),
        interactive: {
          type: 'button',
          body: { text: 'b'.repeat(1025) },
          action: { buttons: [reply('1', 'a')] },
        },
      },
      131009,
      '1024',
    ],
    [
      'a footer of 61',
      interactive({
        type: 'button',
        footer: { text: 'f'.repeat(61) },
        action: { buttons: [reply('1', 'a')] },
      }),
      131009,
      '60',
    ],
    [
      'a header text of 61',
      interactive({
        type: 'button',
        header: { type: 'text', text: 'h'.repeat(61) },
        action: { buttons: [reply('1', 'a')] },
      }),
      131009,
      '60',
    ],
    [
      'eleven rows',
      list([
        { title: 'A', rows: rows(6) },
        { title: 'B', rows: rows(5) },
      ]),
      131009,
      '10 rows',
    ],
    [
      'two sections of which one has no title',
      list([{ title: 'A', rows: rows(1) }, { rows: [{ id: 'z', title: 'Z' }] }]),
      131009,
      'title',
    ],
    ['a row title of 25', list([{ rows: rows(1, { title: 't'.repeat(25) }) }]), 131009, '24'],
    ['a row id of 201', list([{ rows: rows(1, { id: 'i'.repeat(201) }) }]), 131009, '200'],
    ['a row description of 73', list([{ rows: rows(1, { description: 'd'.repeat(73) }) }]), 131009, '72'],
    [
      'a list button of 21',
      interactive({ type: 'list', action: { button: 'b'.repeat(21), sections: [{ rows: rows(1) }] } }),
      131009,
      '20',
    ],
    [
      'a list with a picture on top',
      list([{ rows: rows(1) }], { header: { type: 'image', image: { link: image } } }),
      100,
      'header',
    ],
    ['a link label of 21', link('l'.repeat(21)), 131009, '20'],
    ['a link that is not http', link('Los', 'javascript:alert(1)'), 131009, 'url'],
    [
      'a location request with a footer',
      interactive({
        type: 'location_request_message',
        footer: { text: 'x' },
        action: { name: 'send_location' },
      }),
      100,
      'footer',
    ],
    ['a flow label of 31', flow({ flow_cta: 'f'.repeat(31) }), 131009, '30'],
    ['a flow label with emoji', flow({ flow_cta: 'Los 🚀' }), 131009, 'emoji'],
    ['a flow with id and name', flow({ flow_cta: 'Los', flow_name: 'x' }), 131009, 'exactly one'],
    ['a carousel of one card', carousel([card(0)]), 131009, '2 to 10'],
    ['a card body of 161', carousel([card(0, { body: { text: 'k'.repeat(161) } }), card(1)]), 131009, '160'],
    [
      'cards with different buttons',
      carousel([card(0), card(1, { type: 'button', action: { buttons: [reply('1', 'a')] } })]),
      131009,
      'every card',
    ],
    [
      'a template as Direct Send',
      {
        type: 'template',
        category: 'utility',
        template: { name: 'hello_world', language: { code: 'en_US' } },
      },
      131009,
      'category',
    ],
    [
      'a Direct Send body of 1025',
      { type: 'text', category: 'utility', text: { body: 'x'.repeat(1025) } },
      131009,
      '1024',
    ],
    ['a Direct Send with a list', { ...list([{ rows: rows(1) }]), category: 'utility' }, 131009, 'category'],
    [
      'a Direct Send with a preview',
      { type: 'text', category: 'utility', text: { body: 'x', preview_url: true } },
      131009,
      'preview_url',
    ],
    [
      'a pin for a person',
      { type: 'pin', pin: { type: 'pin', message_id: 'wamid.X', expiration_days: 7 } },
      131009,
      'group',
    ],
    [
      'a pin for 31 days',
      {
        recipient_type: 'group',
        type: 'pin',
        pin: { type: 'pin', message_id: 'wamid.X', expiration_days: 31 },
      },
      131009,
      'expiration_days',
    ],
    [
      'a pin in a group that is not there',
      { recipient_type: 'group', type: 'pin', pin: { type: 'unpin', message_id: 'wamid.X' } },
      131041,
      'groups',
    ],
    ['two cards with one index', carousel([card(0), card(0)]), 131009, 'same card_index'],
    ['an address form for another country', address({ country: 'DE' }), 131009, "['country']"],
    [
      'an Indian code of seven digits',
      address({ country: 'IN', values: { in_pin_code: '4000631' } }),
      131009,
      '6',
    ],
    ['an order without items', order({ order: { status: 'pending', items: [] } }), 131009, "['items']"],
    [
      'an order that is paid already',
      order({ order: { status: 'completed', items: [item] } }),
      131009,
      "['status']",
    ],
    [
      'an order of half a piece',
      order({ order: { status: 'pending', items: [{ ...item, quantity: 0.5 }] } }),
      131009,
      'quantity',
    ],
    ['an order id of 36 characters', order({ reference_id: 'o'.repeat(36) }), 131009, '35'],
    ['a currency in words', order({ currency: 'Rupien' }), 131009, 'currency'],
    [
      'an order status that nobody knows',
      interactive({
        type: 'order_status',
        action: { name: 'review_order', parameters: { reference_id: 'a', order: { status: 'lost' } } },
      }),
      131009,
      "['status']",
    ],
    [
      '31 products',
      interactive({
        type: 'product_list',
        header: { type: 'text', text: 'Sortiment' },
        action: {
          catalog_id: '1',
          sections: [
            {
              title: 'A',
              product_items: Array.from({ length: 31 }, (_, index) => ({ product_retailer_id: `p${index}` })),
            },
          ],
        },
      }),
      131009,
      '30 products',
    ],
    [
      'a product list without a header',
      interactive({
        type: 'product_list',
        action: {
          catalog_id: '1',
          sections: [{ title: 'A', product_items: [{ product_retailer_id: 'x' }] }],
        },
      }),
      131008,
      "['header']",
    ],
    [
      'a permission to call with a footer',
      interactive({
        type: 'call_permission_request',
        footer: { text: 'x' },
        action: { name: 'call_permission_request' },
      }),
      100,
      'footer',
    ],
  ])('%s', async (_case, message, code, says) => {
    const answer = Array.isArray(message)
      ? await sandbox.graph('POST', '106540352242922/messages', message)
      : await send(message);
    const { error } = answer.body;
    expect(answer.status).toBe(400);
    expect(error).toEqual({
      message: expect.stringMatching(new RegExp(`^\\(#${code}\\) `)),
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
      fbtrace_id: expect.any(String),
    });
    expect(error?.error_data?.details).toContain(says);
  });
});
