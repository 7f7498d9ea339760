import type { Erasure } from '@parley/core/gateway-api';
import type { Runtime } from '../../runtime.ts';
import { ERASURE_WARNING_MS, type ErasureFact } from '../rules/upkeep.ts';

/** The erasures that are old enough to be complete, and the tools that have not reported. */
export async function readErasures(runtime: Runtime): Promise<readonly ErasureFact[]> {
  const rows = await runtime.store.read
    .selectFrom('erasure')
    .selectAll()
    .where('at', '<=', runtime.now().getTime() - ERASURE_WARNING_MS)
    .where('report', 'like', '%"state":"pending"%')
    .execute();
  return rows.map((row) => {
    const { tools } = JSON.parse(row.report) as Erasure;
    const pending = tools.filter(({ state }) => state === 'pending');
    return { id: row.id, at: new Date(row.at), pendingTools: pending.map(({ tool }) => tool) };
  });
}
