import { describe, expect, test } from '@jest/globals';
import { describeMetaError, errorCode, knownErrorCodes, throttleOf } from '@parley/core/cloud-api';

// Typed from Meta's error code pages: code, category, what helps.
const rows: [code: number, category: string, retry: string][] = [
  [0, 'access', 'fix'],
  [1, 'service', 'backoff'],
  [2, 'service', 'backoff'],
  [3, 'access', 'fix'],
  [4, 'throttling', 'backoff'],
  [10, 'access', 'fix'],
  [33, 'access', 'fix'],
  [100, 'request', 'never'],
  [190, 'access', 'fix'],
  [200, 'access', 'fix'],
  [299, 'access', 'fix'],
  [368, 'account', 'fix'],
  [613, 'throttling', 'backoff'],
  [803, 'request', 'never'],
  [80007, 'throttling', 'backoff'],
  [130403, 'recipient', 'never'],
  [130429, 'throttling', 'backoff'],
  [130472, 'policy', 'never'],
  [130497, 'policy', 'never'],
  [130501, 'request', 'never'],
  [131000, 'service', 'backoff'],
  [131005, 'access', 'fix'],
  [131008, 'request', 'never'],
  [131009, 'request', 'never'],
  [131016, 'service', 'backoff'],
  [131021, 'recipient', 'never'],
  [131026, 'recipient', 'never'],
  [131030, 'account', 'fix'],
  [131031, 'account', 'fix'],
  [131037, 'account', 'fix'],
  [131042, 'payment', 'fix'],
  [131045, 'account', 'fix'],
  [131047, 'window', 'never'],
  [131048, 'throttling', 'wait'],
  [131049, 'policy', 'wait'],
  [131050, 'opt_out', 'never'],
  [131051, 'request', 'never'],
  [131052, 'media', 'never'],
  [131053, 'media', 'never'],
  [131056, 'throttling', 'backoff'],
  [131057, 'service', 'backoff'],
  [131062, 'recipient', 'never'],
  [131063, 'template', 'never'],
  [131064, 'throttling', 'wait'],
  [131208, 'throttling', 'backoff'],
  [132000, 'template', 'never'],
  [132001, 'template', 'never'],
  [132005, 'template', 'never'],
  [132007, 'template', 'never'],
  [132012, 'template', 'never'],
  [132015, 'template', 'fix'],
  [132016, 'template', 'never'],
  [132018, 'template', 'never'],
  [132068, 'template', 'fix'],
  [132069, 'template', 'wait'],
  [133004, 'service', 'backoff'],
  [133010, 'account', 'fix'],
  [133016, 'account', 'wait'],
  [134101, 'template', 'wait'],
  [137000, 'recipient', 'never'],
  [138000, 'request', 'never'],
  [138023, 'request', 'never'],
  [139102, 'service', 'backoff'],
  [139200, 'policy', 'never'],
  [2388293, 'template', 'never'],
  [2494100, 'service', 'backoff'],
  [131014, 'request', 'never'],
  [131020, 'request', 'never'],
  [131041, 'request', 'never'],
  [131059, 'request', 'never'],
  [131044, 'payment', 'fix'],
  [131055, 'template', 'never'],
  [131060, 'other', 'never'],
  [131061, 'other', 'never'],
  [131201, 'request', 'never'],
  [131202, 'request', 'never'],
  [131204, 'request', 'never'],
  [131207, 'request', 'never'],
  [131209, 'request', 'never'],
  [131210, 'request', 'never'],
  [131211, 'request', 'never'],
  [131212, 'request', 'never'],
  [131213, 'request', 'never'],
  [131214, 'request', 'never'],
  [131215, 'request', 'never'],
  [132008, 'template', 'never'],
  [133000, 'account', 'fix'],
  [133005, 'account', 'fix'],
  [133006, 'account', 'fix'],
  [133008, 'account', 'wait'],
  [133009, 'account', 'wait'],
  [133015, 'account', 'wait'],
  [134011, 'payment', 'fix'],
  [134100, 'template', 'never'],
  [134102, 'template', 'fix'],
  [135000, 'request', 'never'],
  [136024, 'account', 'never'],
  [136025, 'account', 'wait'],
  [138001, 'request', 'never'],
  [138006, 'policy', 'never'],
  [138009, 'policy', 'never'],
  [138012, 'policy', 'never'],
  [138018, 'request', 'never'],
  [139000, 'template', 'fix'],
  [139001, 'template', 'fix'],
  [139002, 'template', 'fix'],
  [139003, 'template', 'fix'],
  [139004, 'template', 'fix'],
  [139100, 'request', 'never'],
  [139101, 'request', 'never'],
  [139103, 'service', 'backoff'],
  [147001, 'account', 'never'],
  [147002, 'account', 'never'],
  [147003, 'account', 'never'],
  [147004, 'account', 'never'],
  [147005, 'account', 'never'],
  [200005, 'template', 'fix'],
  [200006, 'template', 'fix'],
  [200007, 'template', 'fix'],
  [1752041, 'request', 'never'],
  [2388001, 'account', 'fix'],
  [2388012, 'account', 'fix'],
  [2388091, 'account', 'fix'],
  [2388093, 'account', 'fix'],
  [2388103, 'account', 'fix'],
  [2388019, 'template', 'never'],
  [2388040, 'template', 'never'],
  [2388047, 'template', 'never'],
  [2388072, 'template', 'never'],
  [2388073, 'template', 'never'],
  [2388299, 'template', 'never'],
  [2494164, 'request', 'never'],
  [2494179, 'request', 'never'],
  [2593079, 'account', 'never'],
  [2593085, 'account', 'never'],
  [2593107, 'account', 'never'],
  [2593108, 'account', 'never'],
  [2593109, 'account', 'never'],
];

describe('what a code means', () => {
  test.each(rows)('%i is %s, and then: %s', (code, category, retry) => {
    expect(errorCode(code)).toMatchObject({ category, retry });
  });

  test.each([-1, 5, 199, 300, 131999, 138024, 999999999, Number.NaN])(
    '%p, never seen, is never repeated',
    (code) => {
      expect(errorCode(code)).toMatchObject({ category: 'other', retry: 'never' });
    },
  );

  test('every code of the table has a row above', () => {
    const typed = new Set(rows.map(([code]) => code));
    expect(knownErrorCodes.filter((code) => !typed.has(code))).toEqual([]);
  });

  test('each code stands in the table once', () => {
    expect(new Set(knownErrorCodes).size).toBe(knownErrorCodes.length);
    expect(knownErrorCodes.length).toBeGreaterThan(100);
  });

  test.each([
    [130429, 'throughput'],
    [131056, 'pair_rate'],
    [4, 'call_rate'],
    [613, 'call_rate'],
    [80007, 'call_rate'],
  ] as const)('%i is throttling that a send is repeated after: %s', (code, throttle) => {
    expect(throttleOf(code)).toBe(throttle);
  });

  test('after no other code is a send repeated', () => {
    const repeated = knownErrorCodes.filter((code) => throttleOf(code) !== undefined);
    expect(repeated.sort((a, b) => a - b)).toEqual([4, 613, 80007, 130429, 131056]);
    expect([250, 138001, 2494170, 424242].filter((code) => throttleOf(code))).toEqual([]);
  });
});

describe('a code in plain words', () => {
  test.each([...knownErrorCodes, 250, 138001, 2494170, 424242])('%i has words in both languages', (code) => {
    const [german, english] = [
      describeMetaError(code, undefined, 'de'),
      describeMetaError(code, undefined, 'en'),
    ];
    for (const words of [german, english]) {
      expect(words.title).toMatch(/^\S.{5,60}$/);
      expect(words.explanation).toMatch(/^\S.+\.$/);
      expect(words.nextStep).toMatch(/^\S.+\.$/);
    }
    expect(german.explanation).not.toBe(english.explanation);
    expect(german.retryable).toBe(['backoff', 'wait'].includes(errorCode(code).retry));
  });

  test('whom the business has blocked is not told to have blocked the business', () => {
    expect(describeMetaError(130403, undefined, 'en').explanation).toContain('your business has blocked');
    expect(describeMetaError(130403, undefined, 'de').explanation).toContain('Ihr Unternehmen');
  });

  test('a closed window names the 24 hours and the way out', () => {
    expect(describeMetaError(131047, undefined, 'de')).toMatchObject({
      title: 'Die 24 Stunden sind vorbei',
      explanation: expect.stringContaining('24 Stunden'),
      nextStep: expect.stringContaining('Vorlage'),
    });
    expect(describeMetaError(131047, undefined, 'en').explanation).toContain('24 hours');
  });

  test('Meta’s own details are quoted, and not without end', () => {
    expect(describeMetaError(100, ' Invalid parameter ', 'en').explanation).toMatch(/“Invalid parameter”$/);
    expect(describeMetaError(100, 'Invalid parameter', 'de').explanation).toMatch(/„Invalid parameter“$/);
    expect(describeMetaError(100, 'x'.repeat(5000), 'de').explanation.length).toBeLessThan(800);
    expect(describeMetaError(100, '', 'de')).toEqual(describeMetaError(100, undefined, 'de'));
  });
});
