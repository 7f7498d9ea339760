import type { Wording } from '../../http/wording.ts';
import type { Verdict } from '../alert.ts';
import { DOWN_MS } from './upkeep.ts';

/** What has been tried and waits to be posted again. */
export type WaitingPosts = { readonly target: string; readonly since: Date; readonly problem: Wording };

export type ForwardFact = WaitingPosts & { readonly numberId: string; readonly number: string };

export type OutcomesFact = WaitingPosts & { readonly count: number };

/** Numbers whose webhooks have not been taken for an hour by the tool that they are passed on to. */
export function judgeForwards(forwards: readonly ForwardFact[], now: Date): Verdict[] {
  return forwards.flatMap(({ numberId: subject, number, target, since, problem }): Verdict[] => {
    if (now.getTime() - since.getTime() < DOWN_MS) return [];
    const values = { number, target, since: since.getTime(), problem };
    return [{ state: 'raised', code: 'FORWARDING_DOWN', subject, severity: 'warning', values }];
  });
}

/** Outcomes (`onReply`) that nobody has taken for an hour; undefined when all were told. */
export function judgeOutcomes(outcomes: OutcomesFact | undefined, now: Date): Verdict[] {
  if (outcomes === undefined || now.getTime() - outcomes.since.getTime() < DOWN_MS) return [];
  const { count, target, since, problem } = outcomes;
  const values = { count, target, since: since.getTime(), problem };
  return [{ state: 'raised', code: 'OUTCOMES_WAITING', subject: '', severity: 'warning', values }];
}
