import type { Runtime } from '../../runtime.ts';
import { isOpen } from '../../tasks/open-tasks.ts';
import { CLAIM_WARNING_MS, type ClaimFact } from '../rules/claims.ts';

/** The claims under the GDPR that are due soon and not closed. */
export async function readClaims(runtime: Runtime): Promise<readonly ClaimFact[]> {
  const rows = await runtime.store.read
    .selectFrom('task')
    .select(['id', 'due_at'])
    .where(isOpen)
    .where('due_at', '<=', runtime.now().getTime() + CLAIM_WARNING_MS)
    .execute();
  return rows.map(({ id, due_at }) => ({ taskId: id, dueAt: new Date(due_at ?? 0) }));
}
