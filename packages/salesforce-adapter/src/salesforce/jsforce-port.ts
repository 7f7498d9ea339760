import type { SalesforceSettings } from '../settings.ts';
import { type CompositeAnswer, partFailure, reading } from './call-failure.ts';
import { openConnection } from './connection.ts';
import { type FoundRow, MAX_QUERY_ROWS, type NewRow, type RowResult, type SalesforcePort } from './port.ts';

type QueryPage = { done: boolean; nextRecordsUrl?: string; records: FoundRow[] };
type WireResult = {
  id?: string;
  success: boolean;
  created?: boolean;
  errors: { statusCode: string; message: string }[];
};

/** The port over jsforce; a call without an answer is given up after `callTimeoutMs`. */
export function connectSalesforce(
  settings: SalesforceSettings,
  now: () => Date,
  callTimeoutMs: number,
): SalesforcePort {
  const { call, usage } = openConnection(settings, now, callTimeoutMs);

  async function allRows(soql: string, first: QueryPage): Promise<FoundRow[]> {
    const rows = [...first.records];
    for (let page = first; !page.done && page.nextRecordsUrl && rows.length < MAX_QUERY_ROWS; ) {
      page = await call<QueryPage>(reading(soql), 'GET', page.nextRecordsUrl);
      rows.push(...page.records);
    }
    return rows;
  }

  return {
    query: async (soql) =>
      allRows(soql, await call<QueryPage>(reading(soql), 'GET', `/query?q=${encodeURIComponent(soql)}`)),
    async queryAll(soqls) {
      const compositeRequest = soqls.map((soql, at) => ({
        method: 'GET',
        url: `/services/data/v${settings.apiVersion}/query?q=${encodeURIComponent(soql)}`,
        referenceId: `q${at}`,
      }));
      const answer = await call<CompositeAnswer>('Reading records', 'POST', '/composite', {
        compositeRequest,
      });
      const results: FoundRow[][] = [];
      for (const [at, soql] of soqls.entries()) {
        const part = answer.compositeResponse.find((response) => response.referenceId === `q${at}`);
        if (part?.httpStatusCode !== 200) throw partFailure(reading(soql), part);
        results.push(await allRows(soql, part.body as QueryPage));
      }
      return results;
    },
    async search(sosl) {
      const found = await call<{ searchRecords: FoundRow[] }>(
        'Searching phone numbers',
        'GET',
        `/search?q=${encodeURIComponent(sosl)}`,
      );
      return found.searchRecords;
    },
    // The collection form also for one row: the single form puts the external id into the path unencoded.
    upsert: async (object, keyField, rows) =>
      rowResults(
        await call<WireResult[]>(
          `Writing ${object}`,
          'PATCH',
          `/composite/sobjects/${object}/${keyField}`,
          collection(object, rows),
        ),
      ),
    update: async (object, rows) =>
      rowResults(
        await call<WireResult[]>(
          `Updating ${object}`,
          'PATCH',
          '/composite/sobjects',
          collection(object, rows),
        ),
      ),
    remove: async (ids) =>
      rowResults(
        await call<WireResult[]>(
          'Deleting records',
          'DELETE',
          `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`,
        ),
      ),
    usage,
  };
}

function collection(object: string, rows: readonly NewRow[]): object {
  return { allOrNone: false, records: rows.map((row) => ({ attributes: { type: object }, ...row })) };
}

function rowResults(wire: readonly WireResult[]): RowResult[] {
  return wire.map((row) => {
    if (row.success) return { ok: true, id: row.id ?? '', created: row.created ?? false };
    const [first] = row.errors;
    return { ok: false, code: first?.statusCode ?? 'UNKNOWN_EXCEPTION', message: first?.message ?? '' };
  });
}
