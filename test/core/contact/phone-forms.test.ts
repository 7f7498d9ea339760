import { describe, expect, test } from '@jest/globals';
import { isSamePhone, phoneForms, readPhoneNumber } from '@parley/core/contact';

describe('the spellings of a number', () => {
  test.each([
    ['Brazil, São Paulo', '+5511987654321', '+551187654321'],
    ['Brazil, Belo Horizonte', '+5531987654321', '+553187654321'],
    ['Mexico', '+5215512345678', '+525512345678'],
    ['Argentina', '+5491123456789', '+541123456789'],
  ])('in %s are two, and each leads to the other', (_country, one, other) => {
    expect(phoneForms(one)).toEqual([one, other]);
    expect(phoneForms(other)).toEqual([other, one]);
    expect(isSamePhone(one, other)).toBe(true);
    expect(isSamePhone(one, `${other.slice(0, -1)}0`)).toBe(false);
  });

  test.each([
    ['Germany', '+4915112345678'],
    ['Germany, with a 9 where Brazil has one', '+4915912345678'],
    ['the United States', '+12025550123'],
    ['Chile', '+56912345678'],
    ['Brazil, with a digit too few', '+55119876543'],
    ['Mexico, with a digit too many', '+52155123456789'],
  ])('in %s are one', (_country, e164) => {
    expect(phoneForms(e164)).toEqual([e164]);
  });

  test.each(['+5215512345678', '+525512345678', '+5491123456789', '+541123456789', '+551187654321'])(
    '%s is taken as it is written',
    (e164) => {
      expect(readPhoneNumber(e164)).toMatchObject({ ok: true, number: { e164 } });
    },
  );

  test('the old Mexican form is Mexican', () => {
    expect(readPhoneNumber('521 55 1234 5678')).toMatchObject({
      number: { e164: '+5215512345678', country: 'MX' },
    });
  });
});
