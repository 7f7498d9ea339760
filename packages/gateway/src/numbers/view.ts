import type { BusinessNumber } from '@parley/core/gateway-api';
import type { NumberRow } from './choose-number.ts';

/** A business number as the API and the events show it. */
export function viewNumber(row: NumberRow): BusinessNumber {
  return {
    id: row.id,
    accountId: row.account_id,
    displayNumber: row.display_number,
    verifiedName: row.verified_name,
    quality: row.quality,
    throughput: row.throughput,
    state: row.state,
    stopped: row.stopped === 1,
  };
}
