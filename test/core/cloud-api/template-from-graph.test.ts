import { expect, test } from '@jest/globals';
import { templateFromGraph } from '@parley/core/cloud-api';
import { fields } from '@parley/core/template';
import { metaFixture } from './meta-fixture.ts';

const { data } = metaFixture('templates-page') as { data: Record<string, unknown>[] };
const read = (index: number) => templateFromGraph(data[index]);

test('name, state, category, format and quality are read', () => {
  expect(read(0)).toMatchObject({
    id: '101',
    name: 'order_update',
    language: 'de',
    status: 'APPROVED',
    category: 'utility',
    parameterFormat: 'named',
    quality: 'GREEN',
    unsupported: [],
    components: {
      body: { examples: { first_name: 'Erika', order_number: '4711', delivery_date: 'Montag' } },
    },
  });
});

test('header, footer, buttons and their samples are read', () => {
  expect(read(1)?.components).toEqual({
    header: { format: 'document', example: 'https://scontent.example/ticket.pdf' },
    body: { text: 'Ihr Ticket für {{1}} am {{2}} ist da.', examples: { 1: 'Faust', 2: '12. Mai' } },
    footer: { text: 'Beispiel-Theater' },
    buttons: [
      {
        kind: 'url',
        text: 'Ansehen',
        url: 'https://tickets.example.com/t/{{1}}',
        example: 'https://tickets.example.com/t/77',
      },
      { kind: 'quick_reply', text: 'Danke' },
    ],
  });
});

test('the code button, which Meta gives back as a URL button, is one again', () => {
  const template = read(2);
  expect(template?.components).toMatchObject({
    body: { securityRecommendation: true },
    footer: { codeExpirationMinutes: 10 },
    buttons: [{ kind: 'otp', text: 'Code kopieren' }],
  });
  expect(template && fields(template).map(({ key }) => key)).toEqual(['code']);
});

test('a carousel has its cards', () => {
  expect(read(4)?.cards).toHaveLength(2);
  expect(read(4)?.cards[1]?.body.text).toBe('Room {{1}}');
});

test('parts that need what Parley has no variables for are named', () => {
  const components = [
    { type: 'HEADER', format: 'GIF' },
    { type: 'BODY', text: 'Hallo' },
    { type: 'POLL' },
    { type: 'BUTTONS', buttons: [{ type: 'HOLOGRAM', text: 'Los' }] },
  ];
  expect(templateFromGraph({ ...data[0], components })?.unsupported).toEqual([
    'header_gif',
    'poll',
    'button_hologram',
  ]);
});

test('an offer and the buttons of the shop are read', () => {
  expect(read(5)).toMatchObject({
    offer: { text: 'Nur heute', expires: true },
    components: {
      buttons: [
        { kind: 'multi_product', text: 'Alle' },
        { kind: 'flow', flowId: '4455' },
      ],
    },
    unsupported: [],
  });
});

test.each([
  [
    'lower-case types',
    { components: [{ type: 'body', text: 'Hallo {{1}}' }] },
    { components: { body: { text: 'Hallo {{1}}' } } },
  ],
  ['a hyphen in the language', { language: 'en-US' }, { language: 'en_US' }],
  ['no state, which is not an approval', { status: undefined }, { status: 'PENDING' }],
  ['an unknown category, which is the strictest', { category: 'SURPRISE' }, { category: 'marketing' }],
  ['an id that is a number', { id: 1689556908129832 }, { id: '1689556908129832' }],
  [
    'odd samples',
    { components: [{ type: 'BODY', text: 'Hallo', example: 'odd' }] },
    { components: { body: { examples: {} } } },
  ],
  [
    'a component that is none',
    { components: [{ type: 'BODY', text: 'Hallo' }, 'odd'] },
    { unsupported: ['unreadable'] },
  ],
  ['a reason', { rejected_reason: 'INVALID_FORMAT' }, { rejectedReason: 'INVALID_FORMAT' }],
])('%s', (_name, changes, expected) => {
  expect(templateFromGraph({ ...data[0], ...changes })).toMatchObject(expected);
});

test.each([[null], ['text'], [{}], [{ id: '1', name: 'a' }], [{ id: '1', language: 'de' }]])(
  '%p is no template',
  (json) => {
    expect(templateFromGraph(json)).toBeUndefined();
  },
);
