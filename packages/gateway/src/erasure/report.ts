import type { Erasure, Link } from '@parley/core/gateway-api';
import { notFound } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';
import { removeLinks } from './links.ts';

/**
 * Notes that a tool has erased its part, and removes its references: from the links, from the report, and from the
 * event that told of them. Throws 404 for a tool that has no part in it.
 */
export async function noteDone(
  tx: Tx,
  erasure: Erasure,
  tool: string,
  report: string | null,
  key: CallerKey,
  now: Date,
): Promise<Erasure> {
  if (!(await hasPart(tx, erasure, tool, key))) throw notFound('tool', tool);
  await removeLinks(tx, erasure.contactId, tool);
  await removeToldLinks(tx, erasure, tool);
  const others = erasure.tools.filter((entry) => entry.tool !== tool);
  const doneAt = now.toISOString();
  const isComplete = others.every(({ state }) => state === 'done');
  const next: Erasure = {
    ...erasure,
    completedAt: isComplete ? (erasure.completedAt ?? doneAt) : null,
    tools: [...others, { tool, state: 'done', links: [], report }],
  };
  await tx
    .updateTable('erasure')
    .set({ report: JSON.stringify(next) })
    .where('id', '=', erasure.id)
    .execute();
  return next;
}

// A tool without links may hold something of the person all the same: whoever works with this gateway has left a trace
// in it, or reports with its own key.
async function hasPart(tx: Tx, erasure: Erasure, tool: string, key: CallerKey): Promise<boolean> {
  if (key.tool === tool || erasure.tools.some((entry) => entry.tool === tool)) return true;
  const state = tx.selectFrom('tool_state').select('tool').where('tool', '=', tool).limit(1);
  if (await state.executeTakeFirst()) return true;
  const link = tx.selectFrom('link').select('tool').where('tool', '=', tool).limit(1);
  return (await link.executeTakeFirst()) !== undefined;
}

type Told = { readonly erasureId: string; readonly links: readonly Link[] };

async function removeToldLinks(tx: Tx, erasure: Erasure, tool: string): Promise<void> {
  const events = await tx
    .selectFrom('event')
    .select(['seq', 'data'])
    // Written together with the erasure; several may fall on one millisecond.
    .where('at', '=', Date.parse(erasure.at))
    .where('type', '=', 'contact.erased')
    .execute();
  for (const { seq, data } of events) {
    const told = JSON.parse(data) as Told;
    if (told.erasureId !== erasure.id) continue;
    const links = told.links.filter((link) => link.tool !== tool);
    await tx
      .updateTable('event')
      .set({ data: JSON.stringify({ ...told, links }) })
      .where('seq', '=', seq)
      .execute();
  }
}
