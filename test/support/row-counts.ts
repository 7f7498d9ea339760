import { sql } from 'kysely';
import type { Runtime } from '../../packages/gateway/src/runtime.ts';

/** How many rows every table has; what a refused request must not change. */
export async function rowCounts({ store }: Runtime): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name } of await store.read.introspection.getTables()) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      store.read,
    );
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}
