import { sql } from 'kysely';
import type { Runtime } from '../../packages/gateway/src/runtime.ts';

/** How many rows every table has; what a refused request must not change. */
export async function rowCounts({ store }: Runtime): Promise<Readonly<Record<string, number>>> {
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(
    store.read,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      store.read,
    );
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}
