import { describe, expect, test } from '@jest/globals';
import { fillTemplate } from '@parley/core/template';
import { aLoginCode, aTemplate, orderBody } from './a-template.ts';

describe('a template as the customer will see it', () => {
  test('header, body, footer and buttons are filled', () => {
    const template = aTemplate({
      components: {
        header: { format: 'text', text: 'Für {{first_name}}', examples: {} },
        body: orderBody,
        footer: { text: 'Beispiel GmbH' },
        buttons: [
          { kind: 'url', text: 'Verfolgen', url: 'https://track.example.com/{{1}}' },
          { kind: 'quick_reply', text: 'Danke' },
        ],
      },
    });
    const variables = {
      header_first_name: 'Erika',
      first_name: 'Erika',
      order_number: '$&4711',
      delivery_date: 'Montag',
      button_0_url: '4711',
    };
    expect(fillTemplate(template, variables)).toEqual({
      header: { kind: 'text', text: 'Für Erika' },
      body: 'Guten Tag Erika, Ihre Bestellung $&4711 kommt am Montag.',
      footer: 'Beispiel GmbH',
      buttons: [
        { kind: 'url', text: 'Verfolgen', url: 'https://track.example.com/4711' },
        { kind: 'quick_reply', text: 'Danke' },
      ],
    });
  });

  test('a value that is still missing is seen as its placeholder', () => {
    const filled = fillTemplate(aTemplate({ components: { body: orderBody } }), { first_name: 'Erika' });
    expect(filled.body).toBe('Guten Tag Erika, Ihre Bestellung {{order_number}} kommt am {{delivery_date}}.');
  });

  test('a value that looks like a placeholder is not filled again', () => {
    const filled = fillTemplate(aTemplate({ components: { body: orderBody } }), {
      first_name: '{{order_number}}',
      order_number: '4711',
      delivery_date: 'Montag',
    });
    expect(filled.body).toContain('Guten Tag {{order_number}}, Ihre Bestellung 4711');
  });

  test.each([
    ['https://cdn.example.com/t.pdf', { link: 'https://cdn.example.com/t.pdf' }],
    ['media:77', { mediaId: '77' }],
  ])('a document header given as %s', (value, source) => {
    const template = aTemplate({ components: { header: { format: 'document' } } });
    const filled = fillTemplate(template, { header_document: value, header_document_filename: 'Ticket.pdf' });
    expect(filled.header).toEqual({ kind: 'document', ...source, filename: 'Ticket.pdf' });
  });

  test('the cards of a carousel are filled each with its own values', () => {
    const card = { body: { text: 'Zimmer {{1}}', examples: {} }, buttons: [] };
    const filled = fillTemplate(aTemplate({ cards: [card, card] }), { card_0_1: 'Nord', card_1_1: 'Süd' });
    expect(filled.cards?.map(({ body }) => body)).toEqual(['Zimmer Nord', 'Zimmer Süd']);
  });
});

describe("a one-time code in Meta's fixed words", () => {
  test('the text that Meta sent is used, with its warning and its expiry', () => {
    expect(fillTemplate(aLoginCode, { code: '123456' })).toEqual({
      body: '*123456* ist dein Verifizierungscode. Gib diesen Code zu deiner Sicherheit nicht weiter.',
      footer: 'Dieser Code läuft in 10 Minuten ab.',
      buttons: [{ kind: 'otp', text: 'Code kopieren' }],
    });
  });

  test('without any text from Meta the words follow the language', () => {
    const template = {
      ...aLoginCode,
      language: 'en_US',
      components: {
        body: { text: '', examples: {} },
        footer: { text: '', codeExpirationMinutes: 1 },
        buttons: [],
      },
    };
    expect(fillTemplate(template, { code: '99' })).toEqual({
      body: '*99* is your verification code.',
      footer: 'This code expires in 1 minute.',
      buttons: [],
    });
  });

  test.each([
    ['de_AT', '*99* ist dein Verifizierungscode.', 'Dieser Code läuft in 1 Minute ab.'],
    ['es_MX', '*99* es tu código de verificación.', 'Este código caduca en 1 minuto.'],
    ['fr', '*99* est votre code de vérification.', 'Ce code expire dans 1 minute.'],
    ['pt_BR', '*99* é seu código de verificação.', 'Este código expira em 1 minuto.'],
    ['ja', '*99* is your verification code.', 'This code expires in 1 minute.'],
  ])('in %s they are “%s”', (language, body, footer) => {
    const components = {
      body: { text: '', examples: {} },
      footer: { text: '', codeExpirationMinutes: 1 },
      buttons: [],
    };
    expect(fillTemplate({ ...aLoginCode, language, components }, { code: '99' })).toMatchObject({
      body,
      footer,
    });
  });

  test('a warning that stands in the text already is not said twice', () => {
    const text = '*{{1}}* is your verification code. For your security, do not share this code.';
    const components = { body: { text, examples: {}, securityRecommendation: true }, buttons: [] };
    const filled = fillTemplate({ ...aLoginCode, language: 'en', components }, { code: '99' });
    expect(filled.body).toBe('*99* is your verification code. For your security, do not share this code.');
  });
});
