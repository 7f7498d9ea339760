import { describe, expect, test } from '@jest/globals';
import { isUserId, maskPhoneNumber, readPhoneNumber, userIdKind } from '@parley/core/contact';

describe('a phone number as people write it', () => {
  test.each([
    ['+4915112345678', undefined, '+4915112345678'],
    ['+49 151 123-456 78', undefined, '+4915112345678'],
    ['+49 (0)151 12345678', undefined, '+4915112345678'],
    ['004915112345678', undefined, '+4915112345678'],
    ['4915112345678', undefined, '+4915112345678'],
    ['0151 12345678', 'DE', '+4915112345678'],
    ['030/901820', 'DE', '+4930901820'],
    ['+1 202 555 0123', undefined, '+12025550123'],
  ])('%s (in %s) is %s', (text, country, e164) => {
    expect(readPhoneNumber(text, country)).toMatchObject({ ok: true, number: { e164 } });
  });

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['Erika', 'not_a_number'],
    ['+49 151 CALL ME', 'not_a_number'],
    ['12345', 'wrong_length'],
    ['+4915112345678901234', 'wrong_length'],
    ['0151 12345678', 'no_country_code'],
    ['+999 151 12345678', 'not_a_number'],
  ])('"%s" is refused: %s', (text, problem) => {
    expect(readPhoneNumber(text)).toEqual({ ok: false, problem });
  });

  test('tells the country', () => {
    expect(readPhoneNumber('+12025550123')).toMatchObject({ number: { country: 'US' } });
  });
});

test('a business-scoped user id is told from other text', () => {
  expect(isUserId('DE.13491208655302741918')).toBe(true);
  expect(isUserId('US.ENT.11815799212886844830')).toBe(true);
  expect(userIdKind('US.ENT.11815799212886844830')).toBe('parent_bsuid');
  expect(userIdKind('DE.13491208655302741918')).toBe('bsuid');
  for (const text of ['+4915112345678', 'de.134', 'DE.', 'DE.13 49', `DE.${'1'.repeat(129)}`])
    expect(isUserId(text)).toBe(false);
});

test('a masked number shows neither prefix nor subscriber', () => {
  expect(maskPhoneNumber('+4915112345678')).toBe('+49 ••• 78');
  expect(maskPhoneNumber('12345')).toBe('•••');
});
