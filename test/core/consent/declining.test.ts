import { describe, expect, test } from '@jest/globals';
import { askedPurposes, optInSentence, speaksAgainst } from '@parley/core/consent';

describe('What stands beside a one-time code', () => {
  test.each([
    'Nein danke',
    'NEIN!!!',
    'nö',
    'Ich will das nicht mehr',
    'keine Werbung bitte',
    'No, thank you',
    'I don’t want this',
    'never',
    'non merci',
    'no gracias',
    'geen reclame',
    'Was ist das?',
    'what is this？',
  ])('speaks against it: %s', (text) => {
    expect(speaksAgainst(text)).toBe(true);
  });

  test.each([
    '',
    'ok',
    'Ja',
    'Hallo, hier ist mein',
    'Ja bitte, wann geht es los?',
    'Yes, when?',
    'Grüße, Nora Nottebohm',
  ])('does not: %s', (text) => {
    expect(speaksAgainst(text)).toBe(false);
  });

  test('never does in what a link prepares itself', () => {
    for (const language of ['de', 'en'] as const)
      for (const purpose of askedPurposes)
        expect(speaksAgainst(optInSentence(language, purpose, { name: 'Muster GmbH' }, 'K7F39QXM'))).toBe(
          false,
        );
  });
});
