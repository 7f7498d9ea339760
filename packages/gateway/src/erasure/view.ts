import { rightsDueAt } from '@parley/core/consent';
import type { Erasure } from '@parley/core/gateway-api';

/** A stored report of an erasure as the API shows it, with the day by which it must be complete. */
export function viewErasure(report: string): Erasure {
  const erasure = JSON.parse(report) as Omit<Erasure, 'dueAt' | 'completedAt'> & Partial<Erasure>;
  const isPending = erasure.tools.some(({ state }) => state === 'pending');
  return {
    ...erasure,
    dueAt: rightsDueAt(new Date(erasure.at)).toISOString(),
    completedAt: isPending ? null : (erasure.completedAt ?? erasure.at),
  };
}
