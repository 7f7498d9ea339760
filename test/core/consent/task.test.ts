import { expect, test } from '@jest/globals';
import {
  answersTo,
  rightsDueAt,
  taskAnswers,
  taskAnswerWords,
  taskKinds,
  taskQuestion,
} from '@parley/core/consent';

// GDPR, art. 12(3): one month; Regulation 1182/71, art. 3: a month that lacks the day ends on its last.
test.each([
  ['an ordinary day', '2026-11-22T10:00:00Z', '2026-12-22T10:00:00.000Z'],
  ['over the end of the year', '2026-12-15T00:00:00Z', '2027-01-15T00:00:00.000Z'],
  ['the last of January', '2027-01-31T12:00:00Z', '2027-02-28T12:00:00.000Z'],
  ['the last of January in a leap year', '2028-01-31T12:00:00Z', '2028-02-29T12:00:00.000Z'],
  ['the last of March', '2027-03-31T23:59:59Z', '2027-04-30T23:59:59.000Z'],
])('a claim is due one month later: %s', (_what, received, due) => {
  expect(rightsDueAt(new Date(received)).toISOString()).toBe(due);
});

test.each(['de', 'en'] as const)('every task and every answer has words in %s', (language) => {
  for (const kind of taskKinds) {
    expect(taskQuestion(kind, language)).toMatch(/\w/);
    expect(answersTo[kind]).toHaveLength(2);
  }
  const labels = taskAnswers.map((answer) => taskAnswerWords(answer, language).label);
  expect(new Set(labels).size).toBe(taskAnswers.length);
});
