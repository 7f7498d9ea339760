import { sql } from 'kysely';
import type { BothLanguages } from '../../http/wording.ts';
import type { Runtime } from '../../runtime.ts';
import type { ForwardFact, OutcomesFact } from '../rules/posts.ts';

/** The oldest webhook of each number that was tried where it is passed on to, and not taken. */
export async function readForwards(
  runtime: Runtime,
  named: (numberId: string) => string,
): Promise<readonly ForwardFact[]> {
  const db = runtime.store.read;
  const numbers = await db.selectFrom('business_number').select(['id', 'forward_to']).orderBy('id').execute();
  const facts: ForwardFact[] = [];
  for (const { id, forward_to } of numbers) {
    if (forward_to === null) continue;
    // The oldest alone: it is the one that is tried while the tool is down, and the others are many and large.
    const oldest = await db
      .selectFrom('forward')
      .select(['received_at', 'last_problem'])
      .where('url', '=', forward_to)
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    if (oldest?.last_problem == null) continue;
    facts.push({
      numberId: id,
      number: named(id),
      target: new URL(forward_to).host,
      since: new Date(Number(oldest.received_at)),
      problem: JSON.parse(oldest.last_problem) as BothLanguages,
    });
  }
  return facts;
}

/** The outcomes that were tried and not taken, with the oldest of them. */
export async function readOutcomes(runtime: Runtime): Promise<OutcomesFact | undefined> {
  const untold = runtime.store.read
    .selectFrom('reply_wait')
    // As a literal: only then the index of the settled ones is used.
    .where('state', '=', sql.lit('settled' as const))
    .where('last_problem', 'is not', null);
  const oldest = await untold
    .select(['url', 'settled_at', 'last_problem'])
    .orderBy('settled_at')
    .limit(1)
    .executeTakeFirst();
  if (oldest?.last_problem == null || oldest.settled_at === null) return undefined;
  const { count } = await untold
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    count: Number(count),
    target: new URL(oldest.url).host,
    since: new Date(Number(oldest.settled_at)),
    problem: JSON.parse(oldest.last_problem) as BothLanguages,
  };
}
