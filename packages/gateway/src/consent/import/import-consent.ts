import { setImmediate } from 'node:timers/promises';
import type { ConsentImported } from '@parley/core/gateway-api';
import type { Call } from '../../http/handler.ts';
import type { Runtime } from '../../runtime.ts';
import { speakerOf } from '../../tools/speaker.ts';
import { importRow, type RowResult } from './import-row.ts';
import { importReason } from './words.ts';

/** Rows in one commit: few enough that a webhook that arrives meanwhile is answered within its quarter of a second. */
const ROWS_AT_ONCE = 20;

/**
 * POST /v1/consent/import: takes over a list, row by row. A row is recorded whole or not at all, and one that is recorded
 * is known again: after a breakdown the same call goes on where it ended.
 */
export async function importConsent(
  runtime: Runtime,
  { body, key, language }: Call<'importConsent'>,
): Promise<ConsentImported> {
  const { tool } = speakerOf(undefined, key, 'recordedBy');
  const results: RowResult[] = [];
  for (let start = 0; start < body.rows.length; start += ROWS_AT_ONCE) {
    const rows = body.rows.slice(start, start + ROWS_AT_ONCE);
    const part = await runtime.store.write(async (tx) => {
      const done: RowResult[] = [];
      for (const [index, row] of rows.entries())
        done.push(await importRow(tx, runtime, { list: body, row, place: start + index, tool }));
      return done;
    });
    results.push(...part);
    // SQLite answers at once: without a turn of the event loop the list would keep everybody else waiting to its end.
    await setImmediate();
  }
  const totals = { recorded: 0, unproven: 0, suppressed: 0, rejected: 0 };
  for (const { status } of results) totals[status] += 1;
  runtime.log.info({ key: key.id, ...totals }, 'consents imported');
  return {
    items: results.map(({ status, reason, contactId, eventId }, row) => ({
      row,
      status,
      reason: reason === undefined ? null : importReason(reason, language),
      contactId: contactId ?? null,
      eventId: eventId ?? null,
    })),
    totals,
  };
}
