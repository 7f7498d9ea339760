import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Alert } from '@parley/core/gateway-api';
import type { Verdict } from '../../../packages/gateway/src/alerts/alert.ts';
import { createQuestions } from '../../../packages/gateway/src/alerts/questions.ts';
import {
  judgeNotUnderstood,
  judgeSecurity,
  judgeWarnings,
} from '../../../packages/gateway/src/alerts/rules/news.ts';
import { lookForTrouble } from '../../../packages/gateway/src/alerts/watch.ts';
import { startTestGateway, type TestGateway, testValues } from '../../support/gateway.ts';
import { movableClock } from '../../support/movable-clock.ts';
import { newCustomer, newWamid, receive } from '../intake/inbox.ts';
import { messages, minutesAgo, payload, text } from '../intake/webhooks.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const now = new Date('2026-11-22T12:00:00.000Z');
const msAgo = (ms: number) => new Date(now.getTime() - ms);

/** `CODE subject severity`; nothing when all is well. */
const said = (verdicts: readonly Verdict[]) =>
  verdicts.map((verdict) =>
    verdict.state === 'raised' ? `${verdict.code} ${verdict.subject} ${verdict.severity}` : verdict.code,
  );

describe('What Parley does not understand', () => {
  test.each([
    ['a field that it does not know', 'brand_new', 'unknown', 'warning'],
    ['a status of a new name', 'messages', 'unknown', 'warning'],
    ['a change of a group that is not of its form', 'group_status_update', 'unreadable', 'warning'],
    ['a wish of a customer of a new kind', 'user_preferences', 'unknown', 'critical'],
    ['a message that is not of its form', 'messages', 'unreadable', 'critical'],
    ['what could not be processed', 'flow', 'failed', 'critical'],
  ] as const)('%s', (_, field, reason, severity) => {
    expect(said(judgeNotUnderstood([{ field, reason, rawItemId: 'raw_1' }]))).toEqual([
      `WEBHOOK_NOT_UNDERSTOOD ${field} ${severity}`,
    ]);
  });
});

describe('The PIN of a number', () => {
  const about = { numberId: '1', number: '+49 30 901820' };
  test.each([
    ['was changed', 'PIN_CHANGED', 0, ['NUMBER_SECURITY 1 warning']],
    ['is to be taken off', 'PIN_RESET_REQUEST', 0, ['NUMBER_SECURITY 1 critical']],
    ['was taken off', 'PIN_REQUEST_SUCCESS', 0, ['NUMBER_SECURITY 1 critical']],
    ['had something that is new', 'PIN_SOMETHING', 0, ['NUMBER_SECURITY 1 critical']],
    ['was changed nearly a week ago', 'PIN_CHANGED', 7 * DAY - 1, ['NUMBER_SECURITY 1 warning']],
    ['was changed a week ago', 'PIN_CHANGED', 7 * DAY, []],
  ])('%s', (_, event, ms, expected) => {
    expect(said(judgeSecurity([{ ...about, event, at: msAgo(ms) }], now))).toEqual(expected);
  });
});

describe('A warning of Meta’s', () => {
  const about = { accountId: '7', type: 'T', description: '', at: msAgo(HOUR) };
  test.each([
    ['that only informs', [{ ...about, severity: 'INFORMATIONAL' }], []],
    ['without a severity', [{ ...about, severity: '' }], []],
    ['is raised', [{ ...about, severity: 'WARNING' }], ['META_WARNS 7 warning']],
    ['that is critical', [{ ...about, severity: 'CRITICAL' }], ['META_WARNS 7 critical']],
    [
      'that is critical comes before a newer one',
      [
        { ...about, severity: 'WARNING', at: now },
        { ...about, severity: 'CRITICAL' },
      ],
      ['META_WARNS 7 critical'],
    ],
    ['of a week ago', [{ ...about, severity: 'CRITICAL', at: msAgo(7 * DAY) }], []],
  ])('%s', (_, facts, expected) => {
    expect(said(judgeWarnings(facts, now))).toEqual(expected);
  });
});

describe('The operator', () => {
  const clock = movableClock();
  let gateway: TestGateway;
  let cursor: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ now: clock.now });
    const first = text('Hallo', { from: newCustomer(), wamid: newWamid(), at: minutesAgo(1) });
    await receive(gateway, messages([first]));
    cursor = (await gateway.call('GET', '/v1/events?after=latest')).body.cursor;
  });
  afterAll(() => gateway.close());

  const look = () => lookForTrouble(gateway.runtime, createQuestions(gateway.runtime));
  const raised = async (headers: Record<string, string> = {}): Promise<Alert[]> =>
    (await gateway.call('GET', '/v1/alerts', { headers })).body.items;
  const toldOf = async (code: string) => {
    const path = `/v1/events?after=${cursor}&types=alert.raised,alert.cleared&limit=1000`;
    const { events } = (await gateway.call('GET', path)).body;
    return (events as { type: string; data: { alert: Alert } }[])
      .filter(({ data }) => data.alert.code === code)
      .map(({ type, data }) => `${type} ${data.alert.subject.id} ${data.alert.severity}`);
  };

  test('is told once of a field that nobody knows, however often it comes, and of its end', async () => {
    for (let count = 0; count < 3; count += 1) {
      await receive(gateway, payload('brand_new_field', { count }));
      await look();
    }
    expect(await toldOf('WEBHOOK_NOT_UNDERSTOOD')).toEqual(['alert.raised brand_new_field warning']);
    const [newest] = (await gateway.call('GET', '/v1/raw-items?field=brand_new_field')).body.items;
    const [alert] = await raised({ 'accept-language': 'de' });
    expect(alert).toMatchObject({
      code: 'WEBHOOK_NOT_UNDERSTOOD',
      subject: { kind: 'webhook_field', id: 'brand_new_field' },
      title: 'Parley versteht nicht, was Meta sendet',
    });
    expect(alert?.remedy).toContain(`GET /v1/raw-items/${newest.id}`);
    expect(alert?.remedy).toContain('aktualisieren Sie Parley');
    clock.advance(6 * DAY);
    await look();
    expect(await raised()).toHaveLength(1);
    clock.advance(DAY + HOUR);
    await look();
    expect(await raised()).toEqual([]);
    expect(await toldOf('WEBHOOK_NOT_UNDERSTOOD')).toEqual([
      'alert.raised brand_new_field warning',
      'alert.cleared brand_new_field warning',
    ]);
  });

  test('is told when a customer’s message could not be read', async () => {
    const odd = { from: newCustomer(), id: newWamid(), timestamp: '1763800000', type: 'text', text: 7 };
    await receive(gateway, messages([odd]));
    await look();
    const [alert] = await raised();
    expect(alert).toMatchObject({
      code: 'WEBHOOK_NOT_UNDERSTOOD',
      severity: 'critical',
      subject: { id: 'messages' },
    });
    expect(alert?.detail).toContain('is not of the form that Meta documents');
    clock.advance(8 * DAY);
    await look();
  });

  test('is not flooded by many fields at once', async () => {
    for (let count = 0; count < 30; count += 1)
      await receive(gateway, payload(`new_field_${String(count).padStart(2, '0')}`, { count }));
    await look();
    await look();
    expect(await raised()).toHaveLength(20);
    clock.advance(8 * DAY);
    await look();
    expect(await raised()).toEqual([]);
  });

  test('is told of a PIN that is to be taken off, and of what Meta warns of, even if no tool listens', async () => {
    const change = (field: string, value: Record<string, unknown>) => ({
      entry: [
        {
          id: testValues.accountId,
          time: Math.floor(clock.now().getTime() / 1000),
          changes: [{ field, value }],
        },
      ],
    });
    const pin = { display_phone_number: '4930123456789', event: 'PIN_RESET_REQUEST' };
    const warning = { alert_severity: 'WARNING', alert_type: 'LOW_CREDIT', alert_description: 'Add credit' };
    await receive(gateway, change('security', pin));
    await receive(gateway, change('account_alerts', { entity_type: 'WABA', alert_info: warning }));
    await look();
    expect(await raised()).toMatchObject([
      {
        code: 'META_WARNS',
        severity: 'warning',
        subject: { kind: 'account', id: testValues.accountId },
        detail: `Meta warns account ${testValues.accountId} (LOW_CREDIT): Add credit`,
      },
      { code: 'NUMBER_SECURITY', severity: 'critical', subject: { kind: 'number', id: testValues.numberId } },
    ]);
    clock.advance(8 * DAY);
    await look();
    expect(await raised()).toEqual([]);
  });
});
