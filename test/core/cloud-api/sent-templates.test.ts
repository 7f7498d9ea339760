import { describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import { filled, sendSamples } from '../../support/send-samples.ts';
import { expressed } from '../../support/sendable-content.ts';

type Json = Readonly<Record<string, unknown>>;

const at = '1763808000';
const outbound = (item: Json) => ({
  from: '493090182099',
  to: '4915112345678',
  id: 'wamid.OUT',
  timestamp: at,
  ...item,
});
const webhook = (field: string, value: Json) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '102290129340398',
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '493090182099', phone_number_id: '106540352242922' },
            ...value,
          },
        },
      ],
    },
  ],
});

/** What the webhook says of one message of the business, wherever it stands. */
function contentIn(field: string, value: Json): unknown {
  const [event] = translateWebhook(webhook(field, value));
  if (event?.kind === 'echo') return event.content;
  if (event?.kind === 'history') return event.threads[0]?.messages[0]?.content;
  throw new Error(`Translated as ${event?.kind}.`);
}

/** Every webhook that carries messages which the business sent elsewhere. */
const carriers: [name: string, read: (item: Json) => unknown][] = [
  [
    'an echo of the phone app',
    (item) => contentIn('smb_message_echoes', { message_echoes: [outbound(item)] }),
  ],
  ['an echo', (item) => contentIn('message_echoes', { message_echoes: [outbound(item)] })],
  ['an echo on standby', (item) => contentIn('standby', { standby: { message_echoes: [outbound(item)] } })],
  [
    'the history',
    (item) =>
      contentIn('history', {
        history: [{ metadata: { phase: 0 }, threads: [{ id: '4915112345678', messages: [outbound(item)] }] }],
      }),
  ],
];

const money = { fallback_value: '100,99 €', code: 'EUR', amount_1000: 100990 };
const day = { fallback_value: '30. November 2026', year: 2026, month: 11, day_of_month: 30 };
const template = (components: unknown, more: Json = {}) => ({
  type: 'template',
  template: { name: 'rechnung', language: { code: 'de' }, components, ...more },
});
const rechnung = (variables: Json) => ({ type: 'template', name: 'rechnung', language: 'de', variables });

describe.each(carriers)('A template in %s', (_name, read) => {
  test('is read with its money and dates as the words that the customer sees', () => {
    const parameters = [
      { type: 'text', text: 'Erika' },
      { type: 'currency', currency: money },
      { type: 'date_time', date_time: day },
    ];
    expect(read(template([{ type: 'body', parameters }]))).toEqual(
      rechnung({ 1: 'Erika', 2: '100,99 €', 3: '30. November 2026' }),
    );
  });
});

describe('A template that the business sent elsewhere', () => {
  const read = (item: Json) => contentIn('message_echoes', { message_echoes: [outbound(item)] });

  test.each<[string, unknown, Json]>([
    [
      'money and a date by name, in header and body',
      [
        {
          type: 'header',
          parameters: [{ type: 'date_time', parameter_name: 'faellig', date_time: day }],
        },
        { type: 'body', parameters: [{ type: 'currency', parameter_name: 'betrag', currency: money }] },
      ],
      { header_faellig: '30. November 2026', betrag: '100,99 €' },
    ],
    [
      'money in a card',
      [
        {
          type: 'carousel',
          cards: [
            {
              card_index: 1,
              components: [{ type: 'body', parameters: [{ type: 'currency', currency: money }] }],
            },
          ],
        },
      ],
      { card_1_1: '100,99 €' },
    ],
    [
      'types in capitals, as older tools write them',
      [{ type: 'BODY', parameters: [{ type: 'DATE_TIME', date_time: day }] }],
      { 1: '30. November 2026' },
    ],
    [
      'money without its words: the others keep their places',
      [
        {
          type: 'body',
          parameters: [
            { type: 'currency', currency: { code: 'EUR', amount_1000: 1 } },
            { type: 'text', text: 'Erika' },
          ],
        },
      ],
      { 2: 'Erika' },
    ],
    [
      'odd parameters',
      [{ type: 'body', parameters: [null, 'x', { type: 'currency', currency: '5 €' }] }],
      {},
    ],
    ['no components', undefined, {}],
    ['components that are no list', 'none', {}],
  ])('is read with %s', (_what, components, variables) => {
    expect(read(template(components))).toEqual(rechnung(variables));
  });

  test.each<[string, Json]>([
    ['no name', { name: undefined }],
    ['no language', { language: undefined }],
  ])('with %s is kept whole as unknown', (_what, more) => {
    expect(read(template([], more))).toMatchObject({ type: 'unsupported', wireType: 'template' });
  });

  test('with its language as a word is read as well', () => {
    expect(read(template([], { language: 'de' }))).toEqual(rechnung({}));
  });

  /** What a running account would give. */
  const samplesIn = { TO: '4915112345678', CARDS: 'sample_cards', IMAGE: '1001', DOCUMENT: '1004' };
  const sent = Object.entries(expressed).flatMap(([name, { content }]) =>
    content.type === 'template' && content.variables?.code === undefined ? [[name, content] as const] : [],
  );
  test.each(sent)('is read as what we would have sent: %s', (name, content) => {
    const body = sendSamples.find((sample) => sample.name === name)?.body;
    if (!body) throw new Error(`There is no sample “${name}”.`);
    const { type, template: wire } = filled(body, samplesIn);
    expect(read({ type, template: wire })).toEqual({ variables: {}, ...content });
  });

  test('there are templates among the samples', () => {
    expect(sent.length).toBeGreaterThan(3);
  });
});

test('A template that a customer is said to have sent stays unknown', () => {
  const item = { from: '4915112345678', id: 'wamid.IN', timestamp: at, ...template([]) };
  expect(translateWebhook(webhook('messages', { messages: [item] }))).toMatchObject([
    { kind: 'message', content: { type: 'unsupported', wireType: 'template' } },
  ]);
});
