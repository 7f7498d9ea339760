import { describe, expect, test } from '@jest/globals';
import {
  type Answer,
  chooseAnswered,
  type Match,
  type Wait,
} from '../../../packages/gateway/src/reply-waits/choose-answered.ts';

const SENT = Date.UTC(2026, 10, 23, 12, 0, 0, 400);
const wait = (id: string, match: Match, sentAt: number | undefined = SENT): Wait => ({
  id,
  messageId: `msg_${id}`,
  match,
  sentAt,
});
const answer = (more: Partial<Answer> = {}): Answer => ({
  at: SENT + 60_000,
  isTap: false,
  quotedMessageId: undefined,
  ...more,
});
const text = answer();
const tapOn = (id: string) => answer({ isTap: true, quotedMessageId: `msg_${id}` });
const quoting = (id: string) => answer({ quotedMessageId: `msg_${id}` });
const chosen = (waits: readonly Wait[], given: Answer) => chooseAnswered(waits, given)?.id;

describe('An answer ends a wait', () => {
  test.each<[string, Match, Answer, string | undefined]>([
    ['for a tap: by a tap on the message', 'tapped', tapOn('a'), 'a'],
    ['for a tap: not by words that quote it', 'tapped', quoting('a'), undefined],
    ['for a tap: not by plain words', 'tapped', text, undefined],
    ['for a tap: not by a tap on another message', 'tapped', tapOn('other'), undefined],
    ['for a quote: by words that quote it', 'quoted', quoting('a'), 'a'],
    ['for a quote: by a tap, which belongs to the message', 'quoted', tapOn('a'), 'a'],
    ['for a quote: not by plain words', 'quoted', text, undefined],
    ['for anything: by plain words', 'any', text, 'a'],
    ['for anything: by a tap on another message', 'any', tapOn('other'), 'a'],
  ])('%s', (_, match, given, expected) => {
    expect(chosen([wait('a', match)], given)).toBe(expected);
  });

  test('of two the one that is quoted, whatever the other takes and whenever it was sent', () => {
    const waits = [wait('a', 'any'), wait('b', 'any', SENT + 1_000), wait('c', 'quoted')];
    expect(chosen(waits, quoting('a'))).toBe('a');
    expect(chosen(waits, quoting('c'))).toBe('c');
  });

  test('of two that take anything the later one: people answer what they were asked last', () => {
    expect(chosen([wait('a', 'any'), wait('b', 'any', SENT + 1_000)], text)).toBe('b');
  });

  test.each<[string, number, number | undefined, string | undefined]>([
    ['a message that has not left', SENT + 60_000, undefined, undefined],
    ['a message that left a second later', SENT - 1_000, SENT, undefined],
    // Meta's times have whole seconds.
    ['a message that left within the same second', SENT - 400, SENT, 'a'],
  ])('%s', (_, at, sentAt, expected) => {
    expect(chosen([{ ...wait('a', 'any'), sentAt }], answer({ at }))).toBe(expected);
  });
});
