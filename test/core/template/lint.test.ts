import { describe, expect, test } from '@jest/globals';
import {
  describeFinding,
  type LintCode,
  lintTemplate,
  type Template,
  type TemplateButton,
  type TemplateDraft,
  type TemplateParts,
} from '@parley/core/template';
import { aTemplate } from './a-template.ts';

const text = 'Guten Tag {{1}}, Ihr Paket ist heute angekommen.';
const body = { text, examples: { 1: 'Erika' } };

function draft(changes: Partial<TemplateDraft> & { parts?: Partial<TemplateParts> } = {}): TemplateDraft {
  const { parts, ...more } = changes;
  return {
    name: 'parcel_here',
    language: 'de',
    category: 'utility',
    parameterFormat: 'positional',
    components: { body, buttons: [], ...parts },
    cards: [],
    ...more,
  };
}

const found = (given: TemplateDraft, others: Template[] = []) =>
  lintTemplate(given, others).map(({ path, code, level }) => `${path} ${code} ${level}`);
const withBody = (words: string, examples: Record<string, string> = { 1: 'x', 2: 'y', 3: 'z' }) =>
  draft({ parts: { body: { text: words, examples } } });
const named = (words: string, examples: Record<string, string>) => ({
  ...withBody(words, examples),
  parameterFormat: 'named' as const,
});
const withButtons = (...buttons: TemplateButton[]) => draft({ parts: { buttons } });
const reply = (words: string): TemplateButton => ({ kind: 'quick_reply', text: words });
const link = (url: string, example?: string): TemplateButton => ({
  kind: 'url',
  text: 'Ansehen',
  url,
  ...(example === undefined ? {} : { example }),
});

test('a good template has no findings', () => {
  expect(found(draft())).toEqual([]);
});

describe('the name, the language and the time to live', () => {
  test.each([
    ['a_1', []],
    ['x'.repeat(512), []],
    ['x'.repeat(513), ['name NAME_FORM error']],
    ['Paket', ['name NAME_FORM error']],
    ['paket-da', ['name NAME_FORM error']],
    ['', ['name NAME_FORM error']],
  ])('the name %s', (name, expected) => {
    expect(found(draft({ name }))).toEqual(expected);
  });

  test.each([
    ['pt_BR', []],
    ['xx', ['language LANGUAGE_UNKNOWN error']],
    ['de_de', ['language LANGUAGE_UNKNOWN error']],
  ])('the language %s', (language, expected) => {
    expect(found(draft({ language }))).toEqual(expected);
  });

  const range = ['ttlSeconds TTL_RANGE error'];
  test.each([
    ['utility', 29, range],
    ['utility', 30, []],
    ['utility', 43_200, []],
    ['utility', 43_201, range],
    ['utility', -1, []],
    ['marketing', 43_199, range],
    ['marketing', 43_200, []],
    ['marketing', 2_592_000, []],
    ['marketing', 2_592_001, range],
    ['marketing', -1, range],
  ] as const)('%s for %i seconds', (category, ttlSeconds, expected) => {
    expect(found(draft({ category, ttlSeconds }))).toEqual(expected);
  });

  test('an authentication template lives 30 to 900 seconds', () => {
    const otp = { kind: 'otp', text: 'Code', otpType: 'COPY_CODE' } as const;
    const code = draft({
      category: 'authentication',
      parts: { body: { text: '', examples: {} }, buttons: [otp] },
    });
    expect(found({ ...code, ttlSeconds: 900 })).toEqual([]);
    expect(found({ ...code, ttlSeconds: 901 })).toEqual(range);
  });
});

describe('variables', () => {
  test.each<[string, TemplateDraft, string[]]>([
    [
      'at the start',
      withBody('{{1}}, Ihr Paket ist heute angekommen.'),
      ['body.text VARIABLE_AT_EDGE error'],
    ],
    ['at the end', withBody('Ihr Paket ist heute angekommen, {{1}}'), ['body.text VARIABLE_AT_EDGE error']],
    ['with a full stop behind', withBody('Ihr Paket ist heute da, {{1}}.'), []],
    [
      'side by side',
      withBody('Guten Tag {{1}} {{2}}, Ihr Paket ist heute da.'),
      ['body.text VARIABLES_ADJACENT error'],
    ],
    ['not from 1', withBody('Guten Tag {{2}}, Ihr Paket ist da.'), ['body.text VARIABLE_ORDER error']],
    ['with a gap', withBody('Tag {{1}}, Ihr Paket {{3}} ist heute da.'), ['body.text VARIABLE_ORDER error']],
    ['in another order', withBody('Tag {{2}}, Ihr Paket {{1}} ist heute da.'), []],
    ['open', withBody('Guten Tag {{1}, Ihr Paket ist heute da.'), ['body.text BRACES error']],
    ['without a name', withBody('Guten Tag {{}}, Ihr Paket ist heute da.'), ['body.text BRACES error']],
    [
      'with signs',
      named('Guten Tag {{first#name}}, Ihr Paket ist da.', { 'first#name': 'x' }),
      ['body.text VARIABLE_NAME error'],
    ],
    [
      'with capitals',
      named('Guten Tag {{Name}}, Ihr Paket ist da.', { Name: 'x' }),
      ['body.text VARIABLE_NAME error'],
    ],
    [
      'mixed',
      named('Tag {{name}}, Ihr Paket {{1}} ist heute da.', { name: 'x', 1: 'y' }),
      ['body.text VARIABLE_NAME error'],
    ],
    [
      'without an example',
      withBody('Guten Tag {{1}}, Ihr Paket ist da.', {}),
      ['body.examples.1 EXAMPLE_MISSING error'],
    ],
    ['too many for the words', withBody('Tag {{1}}, da {{2}}!'), ['body.text VARIABLES_DENSE warning']],
  ])('%s', (_where, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('lengths', () => {
  test.each<[string, TemplateDraft, string[]]>([
    ['a body of 1024', withBody('x'.repeat(1024)), []],
    ['a body of 1025', withBody('x'.repeat(1025)), ['body.text TEXT_TOO_LONG error']],
    ['no body', withBody(' '), ['body.text TEXT_MISSING error']],
    [
      'a header of 60',
      draft({ parts: { header: { format: 'text', text: 'x'.repeat(60), examples: {} } } }),
      [],
    ],
    [
      'a header of 61',
      draft({ parts: { header: { format: 'text', text: 'x'.repeat(61), examples: {} } } }),
      ['header.text TEXT_TOO_LONG error'],
    ],
    ['a footer of 60', draft({ parts: { footer: { text: 'x'.repeat(60) } } }), []],
    [
      'a footer of 61',
      draft({ parts: { footer: { text: 'x'.repeat(61) } } }),
      ['footer.text TEXT_TOO_LONG error'],
    ],
    ['a label of 25', withButtons(reply('x'.repeat(25))), []],
    ['a label of 26', withButtons(reply('x'.repeat(26))), ['buttons[0].text TEXT_TOO_LONG error']],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('header and footer', () => {
  const header = (words: string) =>
    draft({ parts: { header: { format: 'text', text: words, examples: { 1: 'x', 2: 'y' } } } });
  test.each<[string, TemplateDraft, string[]]>([
    ['one variable', header('Paket {{1}}'), []],
    ['two variables', header('Paket {{1}} und {{2}}'), ['header.text TOO_MANY_VARIABLES error']],
    ['a line break', header('Paket\nda'), ['header.text LINE_BREAKS error']],
    ['an emoji', header('Paket 📦'), ['header.text FORMATTING error']],
    ['bold', header('*Paket*'), ['header.text FORMATTING error']],
    [
      'an image without a sample',
      draft({ parts: { header: { format: 'image' } } }),
      ['header.example EXAMPLE_MISSING error'],
    ],
    ['a place', draft({ parts: { header: { format: 'location' } } }), []],
    [
      'a variable in the footer',
      draft({ parts: { footer: { text: 'Ihr {{1}}' } } }),
      ['footer.text VARIABLE_NOT_ALLOWED error'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('buttons', () => {
  const phone = (phoneNumber: string): TemplateButton => ({
    kind: 'phone_number',
    text: 'Anrufen',
    phoneNumber,
  });
  const desktop = 'buttons BUTTONS_ON_DESKTOP warning';
  test.each<[string, TemplateDraft, string[]]>([
    ['three replies', withButtons(reply('A'), reply('B'), reply('C')), []],
    ['four replies', withButtons(reply('A'), reply('B'), reply('C'), reply('D')), [desktop]],
    ['ten', withButtons(...[...'ABCDEFGHIJ'].map(reply)), [desktop]],
    ['eleven', withButtons(...[...'ABCDEFGHIJK'].map(reply)), ['buttons TOO_MANY_BUTTONS error', desktop]],
    [
      'mixed up',
      withButtons(reply('A'), link('https://example.com'), reply('B')),
      ['buttons BUTTONS_MIXED error', desktop],
    ],
    ['the same words twice', withButtons(reply('A'), reply('A')), ['buttons[1].text BUTTON_TWICE error']],
    [
      'three links',
      withButtons(
        link('https://a.example'),
        { ...link('https://b.example'), text: 'B' },
        { ...link('https://c.example'), text: 'C' },
      ),
      ['buttons TOO_MANY_BUTTONS error'],
    ],
    ['a link without an address', withButtons(link('example.com')), ['buttons[0].url URL_FORM error']],
    ['a short link', withButtons(link('https://bit.ly/x')), ['buttons[0].url URL_SHORTENED error']],
    ['wa.me', withButtons(link('https://wa.me/4930901820')), ['buttons[0].url URL_SHORTENED error']],
    ['a variable at the end', withButtons(link('https://example.com/{{1}}', 'https://example.com/1')), []],
    [
      'a variable in the middle',
      withButtons(link('https://example.com/{{1}}/x', 'y')),
      ['buttons[0].url URL_VARIABLE error'],
    ],
    [
      'a variable as the host',
      withButtons(link('https://{{1}}', 'y')),
      ['buttons[0].url URL_VARIABLE error'],
    ],
    [
      'no sample of a variable',
      withButtons(link('https://example.com/{{1}}')),
      ['buttons[0].example EXAMPLE_MISSING error'],
    ],
    [
      'an address of 2001',
      withButtons(link(`https://example.com/${'x'.repeat(1981)}`)),
      ['buttons[0].url URL_FORM error'],
    ],
    ['a number of 20', withButtons(phone(`+${'1'.repeat(19)}`)), []],
    ['a number of 21', withButtons(phone(`+${'1'.repeat(20)}`)), ['buttons[0].phoneNumber PHONE_FORM error']],
    ['a code of 20', withButtons({ kind: 'copy_code', text: '', example: 'x'.repeat(20) }), []],
    [
      'a code of 21',
      withButtons({ kind: 'copy_code', text: '', example: 'x'.repeat(21) }),
      ['buttons[0].example TEXT_TOO_LONG error'],
    ],
    [
      'a code without a sample',
      withButtons({ kind: 'copy_code', text: '' }),
      ['buttons[0].example EXAMPLE_MISSING error'],
    ],
    [
      'a flow without its name',
      withButtons({ kind: 'flow', text: 'Los' }),
      ['buttons[0] FLOW_MISSING error'],
    ],
    [
      'a one-time code',
      withButtons({ kind: 'otp', text: '', otpType: 'COPY_CODE' }),
      ['buttons[0] BUTTON_CATEGORY error'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('offers', () => {
  const copy: TemplateButton = { kind: 'copy_code', text: '', example: 'X' };
  const offer = (more: Partial<TemplateDraft> & { parts?: Partial<TemplateParts> } = {}) =>
    draft({
      category: 'marketing',
      offer: { text: 'Nur heute', expires: true },
      ...more,
      parts: { buttons: [copy], ...more.parts },
    });
  test.each<[string, TemplateDraft, string[]]>([
    ['in order', offer(), []],
    [
      'of 17 characters',
      offer({ offer: { text: 'x'.repeat(17), expires: true } }),
      ['offer.text TEXT_TOO_LONG error'],
    ],
    ['in a utility template', offer({ category: 'utility' }), ['offer OFFER_CATEGORY error']],
    ['with a footer', offer({ parts: { footer: { text: 'Muster' } } }), ['footer OFFER_FOOTER error']],
    ['that ends without a code', offer({ parts: { buttons: [] } }), ['buttons OFFER_CODE error']],
    [
      'with a body of 601',
      offer({ parts: { body: { text: 'x'.repeat(601), examples: {} } } }),
      ['body.text TEXT_TOO_LONG error'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('carousels', () => {
  const card = (more: Partial<TemplateParts> = {}): TemplateParts => ({
    header: { format: 'image', example: '4::x' },
    body: { text: 'Zimmer zum See', examples: {} },
    buttons: [reply('Nehme ich')],
    ...more,
  });
  const cards = (...all: TemplateParts[]) => draft({ category: 'marketing', cards: all });
  test.each<[string, TemplateDraft, string[]]>([
    ['two', cards(card(), card()), []],
    ['one', cards(card()), ['cards CARD_COUNT error']],
    ['eleven', cards(...Array.from({ length: 11 }, () => card())), ['cards CARD_COUNT error']],
    ['unlike', cards(card(), card({ buttons: [] })), ['cards[1] CARDS_DIFFER error']],
    [
      'with a text of 161',
      cards(card(), card({ body: { text: 'x'.repeat(161), examples: {} } })),
      ['cards[1].body.text TEXT_TOO_LONG error'],
    ],
    [
      'with a document',
      cards(
        card({ header: { format: 'document', example: 'x' } }),
        card({ header: { format: 'document', example: 'x' } }),
      ),
      ['cards[0].header CARD_HEADER error', 'cards[1].header CARD_HEADER error'],
    ],
    [
      'of products without a text',
      cards(
        ...[1, 2].map(() =>
          card({
            header: { format: 'product' },
            body: { text: '', examples: {} },
            buttons: [{ kind: 'single_product', text: 'Ansehen' }],
          }),
        ),
      ),
      [],
    ],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });

  test('three buttons on a card', () => {
    const three = card({ buttons: [reply('A'), reply('B'), reply('C')] });
    expect(found(cards(three, three))).toContain('cards[0].buttons TOO_MANY_BUTTONS error');
  });

  test('a header or footer above the cards', () => {
    const given = { ...cards(card(), card()) };
    const components = { ...given.components, footer: { text: 'Muster' } };
    expect(found({ ...given, components })).toEqual(['cards CARD_WITH_HEADER error']);
  });
});

describe('authentication', () => {
  const app = { packageName: 'com.example.shop', signatureHash: 'K8aABCINcGX' };
  const code = (more: Partial<TemplateParts> = {}) =>
    draft({
      category: 'authentication',
      parts: {
        body: { text: '', examples: {} },
        buttons: [{ kind: 'otp', text: '', otpType: 'COPY_CODE' }],
        ...more,
      },
    });
  const tap = (otpType: string, more: object) =>
    code({ buttons: [{ kind: 'otp', text: '', otpType, ...more }] });
  test.each<[string, TemplateDraft, string[]]>([
    ['in order', code(), []],
    ['with a text', code({ body }), ['body.text AUTHENTICATION_TEXT error']],
    ['with a header', code({ header: { format: 'location' } }), ['header AUTHENTICATION_TEXT error']],
    ['without its button', code({ buttons: [] }), ['buttons AUTHENTICATION_BUTTON error']],
    ['that expires after 90 minutes', code({ footer: { text: '', codeExpirationMinutes: 90 } }), []],
    [
      'after 91',
      code({ footer: { text: '', codeExpirationMinutes: 91 } }),
      ['footer.codeExpirationMinutes AUTHENTICATION_EXPIRY error'],
    ],
    [
      'after none',
      code({ footer: { text: '', codeExpirationMinutes: 0 } }),
      ['footer.codeExpirationMinutes AUTHENTICATION_EXPIRY error'],
    ],
    ['one-tap', tap('ONE_TAP', { apps: [app] }), []],
    [
      'one-tap for six apps',
      tap('ONE_TAP', { apps: Array(6).fill(app) }),
      ['buttons[0].apps AUTHENTICATION_APPS error'],
    ],
    ['one-tap for none', tap('ONE_TAP', {}), ['buttons[0].apps AUTHENTICATION_APPS error']],
    [
      'a hash of 12',
      tap('ONE_TAP', { apps: [{ ...app, signatureHash: 'x'.repeat(12) }] }),
      ['buttons[0].apps AUTHENTICATION_APPS error'],
    ],
    [
      'zero-tap without terms',
      tap('ZERO_TAP', { apps: [app] }),
      ['buttons[0].zeroTapTermsAccepted AUTHENTICATION_APPS error'],
    ],
    ['zero-tap', tap('ZERO_TAP', { apps: [app], zeroTapTermsAccepted: true }), []],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('what reviewers look at', () => {
  const others = [aTemplate({ name: 'other', components: { body, footer: { text: 'Muster' } } })];
  test('the name and language exist', () => {
    expect(found(draft({ name: 'order_update' }), [aTemplate()])).toEqual(['name DUPLICATE_NAME error']);
  });

  test('another template says the same with the same footer', () => {
    expect(found(draft({ parts: { footer: { text: 'Muster' } } }), others)).toEqual([
      'body.text DUPLICATE_CONTENT error',
    ]);
    expect(found(draft(), others)).toEqual([]);
    expect(found(draft({ language: 'de_AT', parts: { footer: { text: 'Muster' } } }), others)).toEqual([]);
  });

  test('the account is full', () => {
    const full = Array.from({ length: 6000 }, (_, index) => aTemplate({ name: `t_${index}` }));
    expect(found(draft(), full)).toEqual(['name TEMPLATE_CAP error']);
    expect(found(draft(), full.slice(1))).toEqual([]);
  });

  test.each<[string, TemplateDraft, string[]]>([
    [
      'promotion in a utility template',
      withBody('Heute 20 % Rabatt auf alles im Laden.'),
      ['body.text LOOKS_LIKE_MARKETING warning'],
    ],
    [
      'promotion in a marketing template',
      { ...withBody('Heute 20 % Rabatt auf alles im Laden.'), category: 'marketing' },
      [],
    ],
    [
      'asking for a password',
      withBody('Bitte nennen Sie uns Ihr Passwort dazu.'),
      ['body.text SENSITIVE_CONTENT warning'],
    ],
    [
      'English under German',
      withBody('Hello, your order is on the way and we are happy for you.'),
      ['language LANGUAGE_MISMATCH warning'],
    ],
    [
      'German under English',
      { ...withBody('Guten Tag, Ihre Bestellung ist da und wir sind froh für Sie.'), language: 'en' },
      ['language LANGUAGE_MISMATCH warning'],
    ],
  ])('%s', (_what, given, expected) => {
    expect(found(given)).toEqual(expected);
  });
});

describe('the words of a finding', () => {
  const codes: Record<LintCode, true> = {
    NAME_FORM: true, LANGUAGE_UNKNOWN: true, LANGUAGE_MISMATCH: true, TTL_RANGE: true, TEXT_MISSING: true,
    TEXT_TOO_LONG: true, BRACES: true, VARIABLE_NAME: true, VARIABLE_ORDER: true, VARIABLE_AT_EDGE: true,
    VARIABLES_ADJACENT: true, VARIABLES_DENSE: true, VARIABLE_NOT_ALLOWED: true, TOO_MANY_VARIABLES: true,
    EXAMPLE_MISSING: true, LINE_BREAKS: true, FORMATTING: true, TOO_MANY_BUTTONS: true, BUTTONS_MIXED: true,
    BUTTONS_ON_DESKTOP: true, BUTTON_TWICE: true, BUTTON_CATEGORY: true, URL_FORM: true, URL_VARIABLE: true,
    URL_SHORTENED: true, PHONE_FORM: true, FLOW_MISSING: true, OFFER_CATEGORY: true, OFFER_FOOTER: true,
    OFFER_CODE: true, CARD_COUNT: true, CARDS_DIFFER: true, CARD_HEADER: true, CARD_WITH_HEADER: true,
    AUTHENTICATION_TEXT: true, AUTHENTICATION_BUTTON: true, AUTHENTICATION_EXPIRY: true, AUTHENTICATION_APPS: true,
    DUPLICATE_NAME: true, DUPLICATE_CONTENT: true, TEMPLATE_CAP: true, LOOKS_LIKE_MARKETING: true,
    SENSITIVE_CONTENT: true,
  }; // biome-ignore format: a list of words

  test.each(Object.keys(codes) as LintCode[])('%s is said in both languages', (code) => {
    const finding = { path: 'body.text', code, level: 'error', bound: 3, found: 'x' } as const;
    const [german, english] = [describeFinding(finding, 'de'), describeFinding(finding, 'en')];
    expect(german).not.toBe(english);
    for (const sentence of [german, english]) expect(sentence).not.toMatch(/undefined|\$\{/);
  });
});
