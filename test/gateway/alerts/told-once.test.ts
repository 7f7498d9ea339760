import { describe, expect, test } from '@jest/globals';
import type { Raised, Verdict } from '../../../packages/gateway/src/alerts/alert.ts';
import { compareAlerts, type OpenAlert } from '../../../packages/gateway/src/alerts/compare.ts';
import { createPulse, mergeUnanswered } from '../../../packages/gateway/src/alerts/pulse.ts';
import { lastFullHour, sameHourBefore } from '../../../packages/gateway/src/alerts/same-hour.ts';

const low = (freeMb: number, severity: Raised['severity'] = 'warning'): Raised => ({
  state: 'raised',
  code: 'DISK_LOW',
  subject: '',
  severity,
  values: { freeMb },
});
const open = (verdict: Raised): OpenAlert => ({
  id: 'alt_1',
  code: verdict.code,
  subject: verdict.subject,
  severity: verdict.severity,
  values: JSON.stringify(verdict.values),
});
const nothing = { raise: [], worsen: [], revise: [], clear: [] };
const untold: Verdict = { state: 'unknown', code: 'DISK_LOW', subject: '' };

describe('An alert', () => {
  test.each([
    ['that is new is raised', [], [low(500)], { raise: [low(500)] }],
    ['that is raised already is not told again', [open(low(500))], [low(500)], {}],
    [
      'whose details change is written down',
      [open(low(500))],
      [low(400)],
      { revise: [{ id: 'alt_1', verdict: low(400) }] },
    ],
    [
      'that gets worse is told again',
      [open(low(500))],
      [low(100, 'critical')],
      { worsen: [{ id: 'alt_1', verdict: low(100, 'critical') }] },
    ],
    [
      'that gets better, but is not over, is written down',
      [open(low(100, 'critical'))],
      [low(500)],
      { revise: [{ id: 'alt_1', verdict: low(500) }] },
    ],
    ['that is over is cleared', [open(low(500))], [], { clear: [open(low(500))] }],
    ['that could not be told about stays', [open(low(500))], [untold], {}],
    ['that could not be told about is not raised', [], [untold], {}],
  ])('%s', (_case, known, verdicts, expected) => {
    expect(compareAlerts(known, verdicts)).toEqual({ ...nothing, ...expected });
  });

  test('about another subject is another alert', () => {
    const of = (subject: string): Raised => ({
      state: 'raised',
      code: 'TOKEN_INVALID',
      subject,
      severity: 'critical',
      values: { number: subject },
    });
    expect(compareAlerts([open(of('1'))], [of('2')])).toEqual({
      ...nothing,
      raise: [of('2')],
      clear: [open(of('1'))],
    });
  });
});

describe('What is heard of a number', () => {
  const now = new Date('2026-11-22T12:30:00Z');
  const status = { kind: 'status', numberId: '1' } as never;
  const message = { kind: 'message', numberId: '1' } as never;

  test('counts webhooks by the hour, and forgets what was taken', () => {
    const pulse = createPulse(now);
    pulse.heard([message, status], now);
    pulse.heard([message], new Date('2026-11-22T13:00:00Z'));
    const heard = pulse.take().get('1');
    expect([...(heard?.hours ?? [])]).toEqual([
      [Date.parse('2026-11-22T12:00:00Z'), 2],
      [Date.parse('2026-11-22T13:00:00Z'), 1],
    ]);
    expect(pulse.take().size).toBe(0);
  });

  test('remembers the first send that no status has followed', () => {
    const pulse = createPulse(now);
    pulse.accepted('1', 'msg_a', now);
    pulse.heard([status], now);
    pulse.accepted('1', 'msg_b', new Date(now.getTime() + 1));
    pulse.accepted('1', 'msg_c', new Date(now.getTime() + 2));
    pulse.heard([message], new Date(now.getTime() + 3));
    expect(pulse.take().get('1')).toMatchObject({
      lastStatusAt: now.getTime(),
      unanswered: { messageId: 'msg_b', at: now.getTime() + 1 },
    });
  });

  const send = (at: number) => ({ messageId: `m${at}`, at });
  test.each([
    [
      'the stored send stays when nothing was heard',
      { lastStatusAt: 1, unanswered: send(5) },
      { lastStatusAt: null, unanswered: null },
      send(5),
    ],
    [
      'the earlier of two sends counts',
      { lastStatusAt: 1, unanswered: send(5) },
      { lastStatusAt: null, unanswered: send(7) },
      send(5),
    ],
    [
      'a status ends the stored send',
      { lastStatusAt: 1, unanswered: send(5) },
      { lastStatusAt: 6, unanswered: send(7) },
      send(7),
    ],
    [
      'a status that another process heard ends ours',
      { lastStatusAt: 9, unanswered: null },
      { lastStatusAt: null, unanswered: send(7) },
      null,
    ],
    [
      'a status of the same moment counts',
      { lastStatusAt: null, unanswered: send(5) },
      { lastStatusAt: 5, unanswered: null },
      null,
    ],
  ])('%s', (_case, stored, heard, expected) => {
    expect(mergeUnanswered(stored, heard).unanswered).toEqual(expected);
  });
});

describe('The same hour of the weeks before', () => {
  test('is the last full one', () => {
    expect(lastFullHour(new Date('2026-11-22T12:59:59.999Z'))).toEqual(new Date('2026-11-22T11:00:00Z'));
    expect(lastFullHour(new Date('2026-11-22T13:00:00.000Z'))).toEqual(new Date('2026-11-22T12:00:00Z'));
  });

  test('goes by the clock on the wall, also when that has changed', () => {
    // Berlin changed from UTC+2 to UTC+1 on 25 October 2026: nine o'clock was 07:00Z before, and 08:00Z since.
    const nine = new Date('2026-11-09T08:00:00Z');
    expect(sameHourBefore(nine, 'Europe/Berlin').map((hour) => hour.toISOString())).toEqual([
      '2026-11-02T08:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
      '2026-10-19T07:00:00.000Z',
      '2026-10-12T07:00:00.000Z',
    ]);
    expect(sameHourBefore(nine, 'UTC')[2]).toEqual(new Date('2026-10-19T08:00:00Z'));
    expect(sameHourBefore(new Date('2026-11-09T03:00:00Z'), 'Asia/Kolkata')[3]).toEqual(
      new Date('2026-10-12T03:00:00Z'),
    );
  });
});
