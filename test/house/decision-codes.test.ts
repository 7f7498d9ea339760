import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  blockedCodes,
  type Decision,
  type DecisionCode,
  deferredCodes,
  describeDecision,
  needsTemplateCodes,
  sendCodes,
} from '@parley/core/policy';

const PAGE = join(import.meta.dirname, '../../docs/decision-codes.md');

const groups = [
  { verdict: 'send', title: '`send`: the message goes', codes: sendCodes },
  {
    verdict: 'needs_template',
    title: '`needs_template`: the words may go, as a template',
    codes: needsTemplateCodes,
  },
  { verdict: 'blocked', title: '`blocked`: the message does not go', codes: blockedCodes },
  { verdict: 'deferred', title: '`deferred`: the message goes later', codes: deferredCodes },
] as const;

const since = new Date('2026-11-21T08:30:00Z');
const until = new Date('2026-11-24T07:00:00Z');

/** What the sentence of a code is shown with, where a bare one would not show what it says in practice. */
const shownWith: Partial<Record<DecisionCode, Decision['detail']>> = {
  TEMPLATE_NOT_FOUND: { template: 'order_update (de)' },
  TEMPLATE_NOT_APPROVED: { template: 'order_update (de)' },
  TEMPLATE_PAUSED: { template: 'old_news (de)' },
  TEMPLATE_VARIABLES: { template: 'order_update (de)', faults: [{ key: 'first_name', problem: 'missing' }] },
  TAKEN_BY_PERSON: { by: 'Anna Weber', since },
  AI_DISCLOSURE_MISSING: { disclosure: 'Hier antwortet eine KI.' },
  WITHDRAWN: { since, word: 'KEINE WERBUNG' },
  STOP_ALL: { since, word: 'STOP' },
  OBJECTED: { since },
  SUPPRESSED: { since },
  PENDING_CONFIRMATION: { since },
  WINDOW_CLOSED: { since },
  NUMBER_LIMIT: { limit: 'daily' },
};

function render(): string {
  const lines = [
    '# Decision codes',
    '',
    'Whether a message may go is decided once, by the gateway, and answered with one of these codes. They are stable: programs,',
    'logs and tests use them. The sentence beside each is what people read in n8n, Slack and Salesforce, in German or English,',
    'with the real times, words and names in it. The rules behind them are in',
    '[decision-table.md](../packages/core/src/policy/decision-table.md).',
  ];
  for (const { verdict, title, codes } of groups) {
    lines.push('', `## ${title}`, '');
    for (const code of codes) {
      const detail = { timeZone: 'Europe/Berlin', ...shownWith[code] };
      const decision = {
        verdict,
        code,
        detail,
        window: { open: false },
        evidence: [],
        ...(verdict === 'deferred' && { until }),
      } as Decision;
      const [de, en] = (['de', 'en'] as const).map((language) => {
        const { reason, remedy } = describeDecision(decision, language);
        return remedy === null ? reason : `${reason} *${remedy}*`;
      });
      lines.push(`### \`${code}\``, '', `- ${de}`, `- ${en}`, '');
    }
    lines.pop();
  }
  return `${lines.join('\n')}\n`;
}

test('the page of decision codes says what the product says: PARLEY_WRITE_PAGES=1 writes it anew', () => {
  if (process.env.PARLEY_WRITE_PAGES === '1') writeFileSync(PAGE, render());
  expect(readFileSync(PAGE, 'utf8')).toBe(render());
});
