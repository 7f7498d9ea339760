import { expect, test } from '@jest/globals';
import { chooseLanguage } from '@parley/core/template';

test.each([
  ['the one asked for, when it exists', 'de_DE', ['de', 'de_DE'], 'de_DE'],
  ['the plain language of a region', 'de_DE', ['de', 'de_AT', 'en'], 'de'],
  ['another region, the first by name', 'de_DE', ['de_CH', 'de_AT', 'en'], 'de_AT'],
  ['a region of a plain language', 'en', ['en_US', 'en_GB'], 'en_GB'],
  ["the business's language", 'fr', ['en', 'de'], 'de'],
  ["a region of the business's language", 'fr', ['en', 'de_AT'], 'de_AT'],
  ['none', 'fr', ['en', 'es'], undefined],
  ['none of no languages', 'de', [], undefined],
  ['never one that only begins alike', 'fi', ['fil'], undefined],
])('%s', (_what, asked, available, chosen) => {
  expect(chooseLanguage(asked, available, 'de')).toBe(chosen);
});
