import { describe, expect, test } from '@jest/globals';
import { type MessageToSend, templateFromGraph, toGraphMessage } from '@parley/core/cloud-api';
import type { OutboundContent } from '@parley/core/message';
import type { Template } from '@parley/core/template';
import { metaFixture } from './meta-fixture.ts';

const to = { phone: '+4915112345678' };
const graph = (content: OutboundContent, more: Partial<MessageToSend> = {}) =>
  toGraphMessage({ to, content, callbackData: 'msg_01', ...more });

const envelope = {
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: '4915112345678',
  biz_opaque_callback_data: 'msg_01',
};

const page = metaFixture('templates-page') as { data: { name: string }[] };
function listed(name: string): Template {
  const template = templateFromGraph(page.data.find((item) => item.name === name));
  if (!template) throw new Error(`the page of templates lacks ${name}`);
  return template;
}
const filled = (name: string, variables: Record<string, string>) => {
  const template = listed(name);
  const content = { type: 'template' as const, name, language: template.language, variables };
  return (graph(content, { template }).template as { components?: unknown }).components;
};

describe('the JSON of a send', () => {
  const cases: [string, OutboundContent, object][] = [
    ['a text', { type: 'text', text: 'Hallo' }, { type: 'text', text: { body: 'Hallo' } }],
    [
      'a text with a preview',
      { type: 'text', text: 'https://example.com', previewUrl: true },
      { type: 'text', text: { body: 'https://example.com', preview_url: true } },
    ],
    [
      'an image by link',
      { type: 'image', link: 'https://cdn.example.com/a.jpg', caption: 'Da' },
      { type: 'image', image: { link: 'https://cdn.example.com/a.jpg', caption: 'Da' } },
    ],
    [
      'a document by id',
      { type: 'document', mediaId: '77', filename: 'Rechnung.pdf' },
      { type: 'document', document: { id: '77', filename: 'Rechnung.pdf' } },
    ],
    [
      'a voice message',
      { type: 'audio', mediaId: '78', voice: true },
      { type: 'audio', audio: { id: '78', voice: true } },
    ],
    ['a video', { type: 'video', mediaId: '79' }, { type: 'video', video: { id: '79' } }],
    ['a sticker', { type: 'sticker', mediaId: '80' }, { type: 'sticker', sticker: { id: '80' } }],
    [
      'reply buttons',
      {
        type: 'buttons',
        body: 'Passt der Termin?',
        header: { type: 'document', link: 'https://cdn.example.com/a.pdf', filename: 'a.pdf' },
        footer: 'Beispiel GmbH',
        buttons: [{ id: 'yes', title: 'Ja' }],
      },
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          header: {
            type: 'document',
            document: { link: 'https://cdn.example.com/a.pdf', filename: 'a.pdf' },
          },
          body: { text: 'Passt der Termin?' },
          footer: { text: 'Beispiel GmbH' },
          action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Ja' } }] },
        },
      },
    ],
  ];

  test.each(cases)('%s', (_name, content, expected) => {
    expect(graph(content)).toEqual({ ...envelope, ...expected });
  });

  test('a quoted message is the context', () => {
    expect(graph({ type: 'text', text: 'Ja' }, { quotedWamid: 'wamid.Q' })).toMatchObject({
      context: { message_id: 'wamid.Q' },
    });
  });

  test('a person known by user id alone is the recipient; with both, the phone number is used', () => {
    const content = { type: 'text', text: 'Ja' } as const;
    const byId = graph(content, { to: { userId: 'DE.99887766' } });
    expect(byId).toMatchObject({ recipient: 'DE.99887766' });
    expect(byId).not.toHaveProperty('to');
    expect(graph(content, { to: { ...to, userId: 'DE.99887766' } })).not.toHaveProperty('recipient');
  });

  test.each([
    ['nobody to send to', { to: {} }, 'neither a phone number nor a user id'],
    ['no id to recognise it by', { callbackData: '' }, '1 to 512'],
    ['an id that Meta would cut', { callbackData: 'x'.repeat(513) }, '1 to 512'],
    ['a file without a source', { content: { type: 'image' } as const }, 'neither a link nor a media id'],
    [
      'a template without its definition',
      { content: { type: 'template', name: 'a', language: 'de' } as const },
      'definition of template “a”',
    ],
  ])('%s is refused in words', (_name, more, words) => {
    expect(() => graph({ type: 'text', text: 'Ja' }, more)).toThrow(
      expect.objectContaining({ code: 'CONTENT_NOT_SENDABLE', message: expect.stringContaining(words) }),
    );
  });
});

describe('the components of a template', () => {
  test('named variables carry their names', () => {
    const variables = { delivery_date: 'Montag', first_name: 'Erika', order_number: '4711' };
    expect(filled('order_update', variables)).toEqual([
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Erika' },
          { type: 'text', parameter_name: 'order_number', text: '4711' },
          { type: 'text', parameter_name: 'delivery_date', text: 'Montag' },
        ],
      },
    ]);
  });

  test('positional ones go by number, a document by link, and a URL button by its end', () => {
    const variables = {
      2: '12. Mai',
      1: 'Faust',
      header_document: 'https://cdn.example.com/t.pdf',
      header_document_filename: 'Ticket.pdf',
      button_0_url: '77',
    };
    expect(filled('ticket_booking', variables)).toEqual([
      {
        type: 'header',
        parameters: [
          { type: 'document', document: { link: 'https://cdn.example.com/t.pdf', filename: 'Ticket.pdf' } },
        ],
      },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Faust' },
          { type: 'text', text: '12. Mai' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '77' }] },
    ]);
  });

  test('an uploaded file goes by its id, a coupon by its code, a quick reply by its payload', () => {
    const variables = {
      header_image: 'media:99',
      first_name: 'Erika',
      button_0_code: 'SOMMER20',
      button_1_payload: 'optout:marketing',
    };
    expect(filled('summer_sale', variables)).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: { id: '99' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Erika' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '0',
        parameters: [{ type: 'coupon_code', coupon_code: 'SOMMER20' }],
      },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '1',
        parameters: [{ type: 'payload', payload: 'optout:marketing' }],
      },
    ]);
  });

  test('a one-time code stands in the body and in the button', () => {
    expect(filled('login_code', { code: '123456' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
    ]);
  });

  test('a carousel has its cards after the body', () => {
    const variables: Record<string, string> = { 1: 'Erika' };
    for (const index of [0, 1]) {
      variables[`card_${index}_header_image`] = `media:${index}`;
      variables[`card_${index}_1`] = `Zimmer ${index}`;
      variables[`card_${index}_button_0_url`] = `r${index}`;
    }
    const card = (index: number) => ({
      card_index: index,
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: `${index}` } }] },
        { type: 'body', parameters: [{ type: 'text', text: `Zimmer ${index}` }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: `r${index}` }] },
      ],
    });
    expect(filled('two_rooms', variables)).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: 'Erika' }] },
      { type: 'carousel', cards: [card(0), card(1)] },
    ]);
  });

  test('a template without variables has no components at all', () => {
    const template = {
      ...listed('order_update'),
      components: { body: { text: 'Hallo', examples: {} }, buttons: [] },
    };
    const message = graph({ type: 'template', name: 'hello_world', language: 'en_US' }, { template });
    expect(message.template).toEqual({ name: 'hello_world', language: { code: 'en_US' } });
  });

  test('a missing value is refused by its key', () => {
    expect(() => filled('order_update', { first_name: 'Erika' })).toThrow('needs a value for “order_number”');
  });
});
