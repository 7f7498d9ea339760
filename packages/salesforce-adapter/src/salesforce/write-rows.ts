import { failureKind, SalesforceFailure } from './failure.ts';
import { MAX_ROWS_PER_CALL, type NewRow, type RowResult } from './port.ts';
import { inParts } from './soql.ts';

/** How long to wait before each new try, and how to wait. */
export type Patience = {
  readonly pausesMs: readonly number[];
  readonly sleep: (ms: number) => Promise<void>;
};

/** Lock conflicts clear within seconds; half a minute of the org being away is left to the caller's own loop. */
export const WRITE_PAUSES_MS: readonly number[] = [2_000, 4_000, 8_000, 16_000, 32_000];

/**
 * Writes any number of rows and answers in their order. Rows and calls that may succeed later are repeated,
 * only those; this is safe because every row has a key. Throws `SalesforceFailure` when they never do, or
 * when an admin has to act; what is wrong with single rows is in the results.
 */
export async function writeRows(
  patience: Patience,
  attempt: string,
  rows: readonly NewRow[],
  write: (rows: readonly NewRow[]) => Promise<RowResult[]>,
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  for (const part of inParts(rows, MAX_ROWS_PER_CALL))
    results.push(...(await writePart(patience, attempt, part, write)));
  return results;
}

async function writePart(
  patience: Patience,
  attempt: string,
  rows: readonly NewRow[],
  write: (rows: readonly NewRow[]) => Promise<RowResult[]>,
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  let open = rows.map((_, index) => index);
  for (let tried = 0; ; tried++) {
    let last: SalesforceFailure | undefined;
    try {
      const answers = await write(open.map((index) => rows[index] as NewRow));
      const again: number[] = [];
      for (const [at, index] of open.entries()) {
        const result = answers[at] ?? {
          ok: false,
          code: 'UNKNOWN_EXCEPTION',
          message: 'no answer for the row',
        };
        results[index] = result;
        if (result.ok) continue;
        const failure = new SalesforceFailure(attempt, result.code, result.message);
        if (failureKind(result.code) === 'configuration') throw failure;
        if (failureKind(result.code) !== 'retry') continue;
        last = failure;
        again.push(index);
      }
      open = again;
      if (!last) return results;
    } catch (error) {
      if (!(error instanceof SalesforceFailure) || error.kind !== 'retry') throw error;
      last = error;
    }
    const pause = patience.pausesMs[tried];
    if (pause === undefined) throw last;
    // Half of the pause is random, so that several writers do not meet again.
    await patience.sleep(pause / 2 + (Math.random() * pause) / 2);
  }
}
