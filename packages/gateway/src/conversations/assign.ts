import type { Assignee } from '@parley/core/gateway-api';
import { ApiProblem } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import type { ConversationRow } from './open.ts';
import { takeConversation } from './taken.ts';

type Assignment = Call<'assignConversation'>['body'];

/**
 * Gives the conversation to a person, which takes it from the automations, or to nobody. With `ifAssignee` only when
 * that person (or nobody) has it now; else 409 `ALREADY_ASSIGNED`, which says who has it.
 */
export async function assign(
  tx: Tx,
  row: ConversationRow,
  assignment: Assignment,
  language: 'de' | 'en',
  now: Date,
): Promise<void> {
  const current = row.assignee === null ? null : (JSON.parse(row.assignee) as Assignee);
  const wanted = assignment.assignee;
  // Asking twice for what is so already is no conflict: a click may be repeated.
  const isSo = wanted !== null && current !== null && isSame(current, wanted);
  if (!isSo && assignment.ifAssignee !== undefined && !isExpected(current, assignment.ifAssignee))
    throw alreadyAssigned(current, language);
  const next: Assignee | null = wanted && {
    ...wanted,
    name: wanted.name ?? null,
    email: wanted.email ?? null,
  };
  await tx
    .updateTable('conversation')
    .set({ assignee: next && JSON.stringify(next), assignee_actor: next?.actor ?? null })
    .where('id', '=', row.id)
    .execute();
  if (next) await takeConversation(tx, row.id, { tool: next.tool, actor: next.actor, name: next.name }, now);
}

function isExpected(
  current: Assignee | null,
  expected: NonNullable<Assignment['ifAssignee']> | null,
): boolean {
  if (expected === null || current === null) return expected === current;
  return typeof expected === 'string' ? current.actor === expected : isSame(current, expected);
}

function isSame(one: { tool: string; actor: string }, other: { tool: string; actor: string }): boolean {
  return one.tool === other.tool && one.actor === other.actor;
}

// People read this where they clicked: in a Slack thread, on a record.
const words = {
  en: {
    title: 'Somebody else was quicker',
    nobody: 'Nobody',
    has: (who: string) => `${who} has the conversation now.`,
    remedy: 'Look at the conversation again; take it over if it is yours to answer.',
  },
  de: {
    title: 'Jemand war schneller',
    nobody: 'Niemand',
    has: (who: string) => `${who} hat die Unterhaltung jetzt.`,
    remedy: 'Sehen Sie sich die Unterhaltung noch einmal an; übernehmen Sie sie, wenn Sie antworten sollen.',
  },
} as const;

function alreadyAssigned(current: Assignee | null, language: 'de' | 'en'): ApiProblem {
  const { title, nobody, has, remedy } = words[language];
  const who = current === null ? nobody : `${current.name ?? current.actor} (${current.tool})`;
  return new ApiProblem({ status: 409, code: 'ALREADY_ASSIGNED', title, detail: has(who), remedy });
}
