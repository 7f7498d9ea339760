import { describe, expect, test } from '@jest/globals';
import { askedPurposes, consentQuestion, optInSentence, readKeyword } from '@parley/core/consent';

const business = { name: 'Muster GmbH', privacyUrl: 'https://muster.example/datenschutz' };
const languages = ['de', 'en'] as const;
const cases = languages.flatMap((language) => askedPurposes.map((purpose) => [language, purpose] as const));

describe('the question for consent', () => {
  test.each(cases)(
    'in %s about %s names who asks, how to withdraw, and where to read on',
    (language, purpose) => {
      const { body, buttons } = consentQuestion(language, purpose, business);
      expect(body).toContain('Muster GmbH');
      expect(body).toContain('WhatsApp');
      expect(body).toContain('STOP');
      expect(body).toContain(business.privacyUrl);
      expect(new Set(buttons.map(({ title }) => title)).size).toBe(2);
    },
  );

  test.each(cases)(
    'in %s about %s offers no word that would then count as an opt-out',
    (language, purpose) => {
      const words = consentQuestion(language, purpose, business).body.match(/\p{L}+/gu) ?? [];
      const guarded = words.filter(
        (word) => readKeyword(word, { offered: true })?.kind === 'withdraw' && !readKeyword(word),
      );
      expect(guarded).toEqual([]);
    },
  );

  test('fits into a message with buttons at any length of name and address', () => {
    const longest = { name: 'x'.repeat(100), privacyUrl: `https://${'x'.repeat(492)}` };
    for (const [language, purpose] of cases)
      expect(consentQuestion(language, purpose, longest).body.length).toBeLessThanOrEqual(1024);
  });
});

test('what a person sends to agree says to what and to whom, and ends with the code', () => {
  for (const [language, purpose] of cases) {
    const sentence = optInSentence(language, purpose, business, 'K7F39QXM');
    expect(sentence).toContain('Muster GmbH');
    expect(sentence).toMatch(/ K7F39QXM$/);
    expect(readKeyword(sentence)).toBeUndefined();
  }
});
