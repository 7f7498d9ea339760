import { describe, expect, test } from '@jest/globals';
import { failureKind, SalesforceFailure } from '../../packages/salesforce-adapter/src/salesforce/failure.ts';
import type { NewRow, RowResult } from '../../packages/salesforce-adapter/src/salesforce/port.ts';
import { writeRows } from '../../packages/salesforce-adapter/src/salesforce/write-rows.ts';

describe('what can be done about an error of Salesforce', () => {
  test.each([
    ['a locked row', 'UNABLE_TO_LOCK_ROW', 'retry'],
    ['a busy server', 'SERVER_UNAVAILABLE', 'retry'],
    ['a slow query', 'QUERY_TIMEOUT', 'retry'],
    ['a slow request', 'REQUEST_RUNNING_TOO_LONG', 'retry'],
    ['a bad gateway before the org', 'ERROR_HTTP_502', 'retry'],
    ['too many calls at once', 'ERROR_HTTP_429', 'retry'],
    ['a broken connection', 'NETWORK', 'retry'],
    ['no calls left', 'REQUEST_LIMIT_EXCEEDED', 'quota'],
    ['an ended session', 'INVALID_SESSION_ID', 'session'],
    ['a field that is not there', 'INVALID_FIELD', 'configuration'],
    ['a field without permission', 'INVALID_FIELD_FOR_INSERT_UPDATE', 'configuration'],
    ['an object that is not there', 'INVALID_TYPE', 'configuration'],
    ['an unknown address', 'ERROR_HTTP_404', 'configuration'],
    ['a record without permission', 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'data'],
    ['a trigger that fails', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'data'],
    ['a validation rule', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'data'],
    ['a duplicate rule', 'DUPLICATES_DETECTED', 'data'],
    ['a value that is there already', 'DUPLICATE_VALUE', 'data'],
    ['a text that is too long', 'STRING_TOO_LONG', 'data'],
    ['a deleted record', 'ENTITY_IS_DELETED', 'data'],
    ['a code nobody knows yet', 'BRAND_NEW_CODE', 'data'],
  ] as const)('%s is %s: %s', (_, code, kind) => {
    expect(failureKind(code)).toBe(kind);
  });

  test('its message says what to do, and shows no number although Salesforce quotes the query', () => {
    const detail =
      "... WHERE WhatsApp_E164__c = '+4915112345678' AND Wamid__c = 'wamid.HBgN/x=' ... No such column";
    const { message } = new SalesforceFailure('Reading Contact', 'INVALID_FIELD', detail);
    expect(message).toContain('Deploy the metadata');
    expect(message).toContain('No such column');
    expect(message).not.toContain('15112345678');
    expect(message).not.toContain('HBgN');
  });
});

describe('writing rows', () => {
  const ok: RowResult = { ok: true, id: '1', created: true };
  const failed = (code: string): RowResult => ({ ok: false, code, message: 'no' });
  const rows: NewRow[] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

  function patience() {
    const slept: number[] = [];
    return { slept, pausesMs: [100, 200], sleep: async (ms: number) => void slept.push(ms) };
  }

  test('repeats only what may succeed later, keeps the order of the answers, and waits longer each time', async () => {
    const asked: unknown[] = [];
    const script: RowResult[][] = [
      [ok, failed('UNABLE_TO_LOCK_ROW'), failed('STRING_TOO_LONG')],
      [failed('UNABLE_TO_LOCK_ROW')],
      [ok],
    ];
    const waiting = patience();
    const results = await writeRows(waiting, 'Writing', rows, async (part) => {
      asked.push(part.map(({ name }) => name));
      return script.shift() ?? [];
    });
    expect(asked).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
    expect(results).toEqual([ok, ok, failed('STRING_TOO_LONG')]);
    const [first = 0, second = 0] = waiting.slept;
    expect([first >= 50 && first <= 100, second >= 100 && second <= 200]).toEqual([true, true]);
  });

  test('gives up when the last pause is over, and at once when an admin has to act', async () => {
    await expect(
      writeRows(patience(), 'Writing', rows, async (part) => part.map(() => failed('UNABLE_TO_LOCK_ROW'))),
    ).rejects.toMatchObject({ kind: 'retry', errorCode: 'UNABLE_TO_LOCK_ROW' });
    const waiting = patience();
    await expect(
      writeRows(waiting, 'Writing', rows, async (part) => part.map(() => failed('INVALID_FIELD'))),
    ).rejects.toMatchObject({ kind: 'configuration' });
    expect(waiting.slept).toEqual([]);
  });

  test('calls nobody for no rows', async () => {
    const unexpected = () => Promise.reject(new Error('no call is needed'));
    expect(await writeRows(patience(), 'Writing', [], unexpected)).toEqual([]);
  });
});
