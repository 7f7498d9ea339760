import { type Selectable, sql } from 'kysely';
import type { Tables, Tx } from '../store/index.ts';

/** A page of a tool's values whose keys begin with a prefix, in the order of their keys; the cursor is the last key. */
export async function listStates(
  tx: Tx,
  tool: string,
  query: { readonly prefix: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: Selectable<Tables['tool_state']>[]; readonly cursor: string | null }> {
  let select = tx
    .selectFrom('tool_state')
    .selectAll()
    .where('tool', '=', tool)
    .orderBy('key')
    .limit(query.limit + 1);
  if (query.prefix !== '') {
    // Characters as the database counts them, which are code points and not JavaScript's units.
    const length = [...query.prefix].length;
    select = select
      .where('key', '>=', query.prefix)
      .where(sql<boolean>`substr(key, 1, ${length}) = ${query.prefix}`);
  }
  if (query.cursor !== undefined) select = select.where('key', '>', query.cursor);
  const found = await select.execute();
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return { rows, cursor: found.length > query.limit && last ? last.key : null };
}
