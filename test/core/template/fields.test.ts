import { describe, expect, test } from '@jest/globals';
import { defaultPolicy, fields } from '@parley/core/template';
import { aLoginCode, aTemplate, orderBody } from './a-template.ts';

const keys = (template: Parameters<typeof fields>[0]) => fields(template).map(({ key }) => key);

describe('the variables of a template as form fields', () => {
  test('named variables of the body keep their names, with their samples', () => {
    const listed = fields(aTemplate({ components: { body: orderBody } }));
    expect(listed.map(({ key }) => key)).toEqual(['first_name', 'order_number', 'delivery_date']);
    expect(listed[0]).toMatchObject({ kind: 'text', required: true, example: 'Erika' });
  });

  test('positional variables are listed by number, each once, however often the text repeats them', () => {
    const body = { text: '{{2}} für {{1}}, ja {{2}} und {{10}}', examples: {} };
    expect(keys(aTemplate({ parameterFormat: 'positional', components: { body } }))).toEqual([
      '1',
      '2',
      '10',
    ]);
  });

  test('what the fixed text leaves of 1024 characters is the limit of a body variable', () => {
    const body = { text: `${'x'.repeat(1000)}{{name}}`, examples: {} };
    expect(fields(aTemplate({ components: { body } }))[0]?.limit).toBe(24);
  });

  test.each([
    ['text, named', { format: 'text', text: 'Für {{first_name}}', examples: {} }, ['header_first_name']],
    ['text, positional', { format: 'text', text: 'Für {{1}}', examples: {} }, ['header_1']],
    ['text without a variable', { format: 'text', text: 'Hallo', examples: {} }, []],
    ['an image', { format: 'image' }, ['header_image']],
    ['a video', { format: 'video' }, ['header_video']],
    ['a document', { format: 'document' }, ['header_document', 'header_document_filename']],
  ] as const)('a header with %s', (_name, header, expected) => {
    expect(keys(aTemplate({ components: { header } }))).toEqual(expected);
  });

  test('the file name of a document may be left out', () => {
    const listed = fields(aTemplate({ components: { header: { format: 'document' } } }));
    expect(listed.map(({ required }) => required)).toEqual([true, false]);
  });

  test('each button has its field by its place, and buttons without variables have none', () => {
    const template = aTemplate({
      components: {
        buttons: [
          { kind: 'url', text: 'Verfolgen', url: 'https://track.example.com/{{1}}' },
          { kind: 'url', text: 'Startseite', url: 'https://example.com' },
          { kind: 'copy_code', text: 'Code kopieren', example: 'SOMMER20' },
          { kind: 'quick_reply', text: 'Keine Werbung' },
          { kind: 'flow', text: 'Termin wählen' },
          { kind: 'phone_number', text: 'Anrufen', phoneNumber: '+493090182099' },
        ],
      },
    });
    expect(fields(template).map(({ key, kind, required, limit }) => [key, kind, required, limit])).toEqual([
      ['button_0_url', 'url', true, 1974],
      ['button_2_code', 'code', true, 20],
      ['button_3_payload', 'payload', false, 256],
      ['button_4_flow_token', 'flow_token', false, 256],
    ]);
  });

  test('a one-time code is asked for once, though Meta takes it twice', () => {
    expect(fields(aLoginCode)).toEqual([
      { key: 'code', label: 'Code', kind: 'code', required: true, limit: 15, example: '123456' },
    ]);
  });

  test('the cards of a carousel are counted from 0', () => {
    const card = {
      header: { format: 'image' as const },
      body: { text: 'Zimmer {{1}}', examples: {} },
      buttons: [{ kind: 'url' as const, text: 'Buchen', url: 'https://rooms.example.com/{{1}}' }],
    };
    expect(keys(aTemplate({ cards: [card, card] }))).toEqual([
      'card_0_header_image',
      'card_0_1',
      'card_0_button_0_url',
      'card_1_header_image',
      'card_1_1',
      'card_1_button_0_url',
    ]);
  });
});

test.each([
  ['marketing', 'advertising'],
  ['utility', 'transactional'],
  ['authentication', 'transactional'],
] as const)('a %s template that nobody has looked at is %s, without exceptions', (category, legalKind) => {
  expect(defaultPolicy(category)).toEqual({
    legalKind,
    caseReply: false,
    contractNecessary: false,
    consentRequest: false,
  });
});
