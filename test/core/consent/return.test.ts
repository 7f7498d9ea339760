import { describe, expect, test } from '@jest/globals';
import { asksToReturn, type ConsentEvent } from '@parley/core/consent';
import { decide } from '@parley/core/policy';
import { ago, anEntry, days, hours, minutes, now, standing, wrote } from '../../support/facts.ts';

const stop = anEntry({
  scope: 'all',
  action: 'withdraw',
  method: 'chat_word',
  metaTime: true,
  proven: true,
  occurredAt: ago(hours(2)),
});
const start = (more: Partial<ConsentEvent> = {}) =>
  anEntry({
    action: 'request',
    method: 'chat_word',
    metaTime: true,
    proven: true,
    occurredAt: ago(hours(1)),
    ...more,
  });

describe('A person who left asks to be asked anew', () => {
  test.each([
    ['by a START after the STOP', [stop, start()], true],
    ['not by one before it', [stop, start({ occurredAt: ago(hours(3)) })], false],
    ['not by one of the same second', [stop, start({ occurredAt: stop.occurredAt })], false],
    [
      'not once another STOP has followed',
      [stop, start(), { ...stop, id: 'later', occurredAt: ago(minutes(1)), recordedAt: ago(minutes(1)) }],
      false,
    ],
    ['not by the report of a program', [stop, start({ proven: false, metaTime: false })], false],
    ['not by a colleague', [stop, start({ method: 'agent' })], false],
    [
      'not after a week without an answer',
      [{ ...stop, occurredAt: ago(days(9)) }, start({ occurredAt: ago(days(7) + 1) })],
      false,
    ],
    ['not where nobody has said anything', [stop], false],
  ] as const)('%s', (_case, events, expected) => {
    expect(asksToReturn(events as readonly ConsentEvent[], 'marketing', now)).toBe(expected);
  });

  test('and is asked in the open window alone; an objection is never asked about', () => {
    const question = { sender: 'automation', own: 'consent_request', purpose: 'marketing' } as const;
    const facts = { consent: standing(stop, start()), returningTo: ['marketing'] as const };
    expect(decide(question, wrote(hours(1), facts), now).code).toBe('CONSENT_REQUEST');
    expect(decide(question, wrote(hours(30), facts), now).code).toBe('STOP_ALL');
    expect(decide(question, wrote(hours(1), { consent: standing(stop, start()) }), now).code).toBe(
      'STOP_ALL',
    );
    const objected = anEntry({ action: 'object', method: 'chat_word', occurredAt: ago(hours(2)) });
    expect(
      decide(question, wrote(hours(1), { ...facts, consent: standing(objected, start()) }), now).code,
    ).toBe('OBJECTED');
  });
});
