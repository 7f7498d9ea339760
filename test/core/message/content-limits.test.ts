import { describe, expect, test } from '@jest/globals';
import { OutboundContent } from '@parley/core/gateway-api/schema';

/** Where the schema finds fault with a content. */
function faultsIn(content: unknown): string[] {
  return (OutboundContent.safeParse(content).error?.issues ?? []).map(({ path }) => path.join('.'));
}

const x = (length: number) => 'x'.repeat(length);
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));

const link = 'https://cdn.example.com/a';
const buttons = { type: 'buttons', body: 'Hallo', buttons: [{ id: 'a', title: 'A' }] };
const list = { type: 'list', body: 'Hallo', button: 'Mehr', sections: [{ rows: [{ id: 'a', title: 'A' }] }] };
const linkButton = { type: 'link', body: 'Hallo', button: 'Öffnen', url: 'https://example.com' };
const flow = { type: 'flow', body: 'Hallo', button: 'Los', flowId: '1' };
const place = { type: 'location', latitude: 1, longitude: 2 };
const card = { name: { formattedName: 'Erika' } };
const contacts = { type: 'contacts', contacts: [card] };
const reaction = { type: 'reaction', message: 'msg_1', emoji: '👍' };
const withRow = (row: object) => ({ ...list, sections: [{ rows: [{ id: 'a', title: 'A', ...row }] }] });
const withCard = (more: object) => ({ ...contacts, contacts: [{ ...card, ...more }] });
const withName = (more: object) => withCard({ name: { formattedName: 'Erika', ...more } });

type Row = [what: string, limit: number, build: (size: number) => unknown, path: string];

const lengths: Row[] = [
  ['text', 4096, (size) => ({ type: 'text', text: x(size) }), 'text'],
  ['link of a file', 2048, (size) => ({ type: 'image', link: `${link}/${x(size - 26)}` }), 'link'],
  ['media id', 200, (size) => ({ type: 'sticker', mediaId: x(size) }), 'mediaId'],
  ['caption of an image', 1024, (size) => ({ type: 'image', link, caption: x(size) }), 'caption'],
  ['caption of a video', 1024, (size) => ({ type: 'video', link, caption: x(size) }), 'caption'],
  ['caption of a document', 1024, (size) => ({ type: 'document', link, caption: x(size) }), 'caption'],
  ['name of a document', 240, (size) => ({ type: 'document', link, filename: x(size) }), 'filename'],
  ['body over buttons', 1024, (size) => ({ ...buttons, body: x(size) }), 'body'],
  [
    'header over buttons',
    60,
    (size) => ({ ...buttons, header: { type: 'text', text: x(size) } }),
    'header.text',
  ],
  [
    'name of a document in a header',
    240,
    (size) => ({ ...buttons, header: { type: 'document', link, filename: x(size) } }),
    'header.filename',
  ],
  ['footer under buttons', 60, (size) => ({ ...buttons, footer: x(size) }), 'footer'],
  [
    'title of a button',
    20,
    (size) => ({ ...buttons, buttons: [{ id: 'a', title: x(size) }] }),
    'buttons.0.title',
  ],
  ['id of a button', 256, (size) => ({ ...buttons, buttons: [{ id: x(size), title: 'A' }] }), 'buttons.0.id'],
  ['body over a list', 4096, (size) => ({ ...list, body: x(size) }), 'body'],
  ['button of a list', 20, (size) => ({ ...list, button: x(size) }), 'button'],
  ['header over a list', 60, (size) => ({ ...list, header: { type: 'text', text: x(size) } }), 'header.text'],
  ['footer under a list', 60, (size) => ({ ...list, footer: x(size) }), 'footer'],
  [
    'title of a section',
    24,
    (size) => ({ ...list, sections: [{ title: x(size), rows: [{ id: 'a', title: 'A' }] }] }),
    'sections.0.title',
  ],
  ['id of a row', 200, (size) => withRow({ id: x(size) }), 'sections.0.rows.0.id'],
  ['title of a row', 24, (size) => withRow({ title: x(size) }), 'sections.0.rows.0.title'],
  ['description of a row', 72, (size) => withRow({ description: x(size) }), 'sections.0.rows.0.description'],
  ['body over a link', 1024, (size) => ({ ...linkButton, body: x(size) }), 'body'],
  ['button of a link', 20, (size) => ({ ...linkButton, button: x(size) }), 'button'],
  [
    'address of a link',
    2000,
    (size) => ({ ...linkButton, url: `https://example.com/${x(size - 20)}` }),
    'url',
  ],
  [
    'header over a link',
    60,
    (size) => ({ ...linkButton, header: { type: 'text', text: x(size) } }),
    'header.text',
  ],
  ['footer under a link', 60, (size) => ({ ...linkButton, footer: x(size) }), 'footer'],
  ['body over a flow', 1024, (size) => ({ ...flow, body: x(size) }), 'body'],
  ['button of a flow', 30, (size) => ({ ...flow, button: x(size) }), 'button'],
  ['header over a flow', 60, (size) => ({ ...flow, header: { type: 'text', text: x(size) } }), 'header.text'],
  ['footer under a flow', 60, (size) => ({ ...flow, footer: x(size) }), 'footer'],
  ['id of a flow', 200, (size) => ({ ...flow, flowId: x(size) }), 'flowId'],
  ['name of a flow', 200, (size) => ({ ...flow, flowId: undefined, flowName: x(size) }), 'flowName'],
  ['token of a flow', 1000, (size) => ({ ...flow, flowToken: x(size) }), 'flowToken'],
  ['screen of a flow', 200, (size) => ({ ...flow, screen: x(size) }), 'screen'],
  ['request for a location', 1024, (size) => ({ type: 'location_request', body: x(size) }), 'body'],
  ['request for the number', 1024, (size) => ({ type: 'contact_request', body: x(size) }), 'body'],
  ['name of a place', 1000, (size) => ({ ...place, name: x(size) }), 'name'],
  ['address of a place', 1000, (size) => ({ ...place, address: x(size) }), 'address'],
  [
    'name of a contact',
    1000,
    (size) => withName({ formattedName: x(size) }),
    'contacts.0.name.formattedName',
  ],
  ['part of a name', 1000, (size) => withName({ firstName: x(size) }), 'contacts.0.name.firstName'],
  [
    'phone of a contact',
    1000,
    (size) => withCard({ phones: [{ phone: x(size) }] }),
    'contacts.0.phones.0.phone',
  ],
  [
    'WhatsApp number of a contact',
    20,
    (size) => withCard({ phones: [{ waId: '4'.repeat(size) }] }),
    'contacts.0.phones.0.waId',
  ],
  [
    'label of an e-mail',
    1000,
    (size) => withCard({ emails: [{ type: x(size) }] }),
    'contacts.0.emails.0.type',
  ],
  [
    'street of a contact',
    1000,
    (size) => withCard({ addresses: [{ street: x(size) }] }),
    'contacts.0.addresses.0.street',
  ],
  ['web site of a contact', 1000, (size) => withCard({ urls: [{ url: x(size) }] }), 'contacts.0.urls.0.url'],
  ['company of a contact', 1000, (size) => withCard({ org: { company: x(size) } }), 'contacts.0.org.company'],
  ['id of the message reacted to', 200, (size) => ({ ...reaction, message: x(size) }), 'message'],
];

const counts: Row[] = [
  [
    'buttons',
    3,
    (size) => ({ ...buttons, buttons: many(size, (n) => ({ id: `${n}`, title: `${n}` })) }),
    'buttons',
  ],
  [
    'sections',
    10,
    (size) => ({
      ...list,
      sections: many(size, (n) => ({ title: `${n}`, rows: [{ id: `${n}`, title: 'A' }] })),
    }),
    'sections',
  ],
  [
    'rows of one section',
    10,
    (size) => ({ ...list, sections: [{ rows: many(size, (n) => ({ id: `${n}`, title: 'A' })) }] }),
    'sections.0.rows',
  ],
  [
    'rows over all sections',
    10,
    (size) => ({
      ...list,
      sections: [
        { title: 'A', rows: many(5, (n) => ({ id: `a${n}`, title: 'A' })) },
        { title: 'B', rows: many(size - 5, (n) => ({ id: `b${n}`, title: 'B' })) },
      ],
    }),
    'sections',
  ],
  ['contacts', 257, (size) => ({ type: 'contacts', contacts: many(size, () => card) }), 'contacts'],
  ['phones', 50, (size) => withCard({ phones: many(size, () => ({ phone: '1' })) }), 'contacts.0.phones'],
  ['e-mail addresses', 50, (size) => withCard({ emails: many(size, () => ({})) }), 'contacts.0.emails'],
  ['addresses', 50, (size) => withCard({ addresses: many(size, () => ({})) }), 'contacts.0.addresses'],
  ['web sites', 50, (size) => withCard({ urls: many(size, () => ({})) }), 'contacts.0.urls'],
  ['degrees of latitude north', 90, (size) => ({ ...place, latitude: size }), 'latitude'],
  ['degrees of latitude south', 90, (size) => ({ ...place, latitude: -size }), 'latitude'],
  ['degrees of longitude east', 180, (size) => ({ ...place, longitude: size }), 'longitude'],
  ['degrees of longitude west', 180, (size) => ({ ...place, longitude: -size }), 'longitude'],
];

describe('the longest that may be sent', () => {
  test.each(lengths)('%s: %d characters pass, one more is a fault there', (_what, limit, build, path) => {
    expect(faultsIn(build(limit))).toEqual([]);
    expect(faultsIn(build(limit + 1))).toContain(path);
  });

  test('counts an emoji as one character, as Meta does', () => {
    expect(faultsIn({ ...buttons, footer: '😀'.repeat(60) })).toEqual([]);
    expect(faultsIn({ ...buttons, footer: '😀'.repeat(61) })).toEqual(['footer']);
  });
});

describe('the most that may be sent', () => {
  test.each(counts)('%s: %d pass, one more is a fault there', (_what, limit, build, path) => {
    expect(faultsIn(build(limit))).toEqual([]);
    expect(faultsIn(build(limit + 1))).toContain(path);
  });
});

describe('the shortest that may be sent', () => {
  const empty: [string, unknown, string][] = [
    ['a text', { type: 'text', text: '' }, 'text'],
    ['a body', { ...buttons, body: '' }, 'body'],
    ['a footer', { ...list, footer: '' }, 'footer'],
    ['no button', { ...buttons, buttons: [] }, 'buttons'],
    ['no section', { ...list, sections: [] }, 'sections'],
    ['no row', { ...list, sections: [{ rows: [] }] }, 'sections.0.rows'],
    ['the button of a list', { ...list, button: '' }, 'button'],
    ['the button of a link', { ...linkButton, button: '' }, 'button'],
    ['the button of a flow', { ...flow, button: '' }, 'button'],
    ['the data of a flow', { ...flow, data: {} }, 'data'],
    ['a request', { type: 'location_request', body: '' }, 'body'],
    ['no contact', { type: 'contacts', contacts: [] }, 'contacts'],
    ['the name of a contact', withName({ formattedName: '' }), 'contacts.0.name.formattedName'],
    ['no message reacted to', { ...reaction, message: '' }, 'message'],
    [
      'four digits of a WhatsApp number',
      withCard({ phones: [{ waId: '4915' }] }),
      'contacts.0.phones.0.waId',
    ],
  ];
  test.each(empty)('is not %s that is empty', (_what, content, path) => {
    expect(faultsIn(content)).toEqual([path]);
  });

  test('is an empty caption, as Meta takes it', () => {
    expect(faultsIn({ type: 'image', link, caption: '' })).toEqual([]);
  });
});

describe('the emoji of a reaction', () => {
  test.each(['👍', '❤️', '❤', '👍🏽', '🇩🇪', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '👩🏾‍❤️‍💋‍👨🏻', ''])(
    'may be "%s"',
    (emoji) => {
      expect(faultsIn({ ...reaction, emoji })).toEqual([]);
    },
  );

  test.each(['a', '👍👍', 'ok 👍', ' ', '1', ':-)', '👍'.repeat(17)])('may not be "%s"', (emoji) => {
    expect(faultsIn({ ...reaction, emoji })).toContain('emoji');
  });
});
