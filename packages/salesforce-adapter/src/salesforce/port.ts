/** Values of a row as they are written; null clears a field. */
export type NewRow = Readonly<Record<string, unknown>>;

/** A row as a query returns it, with parents as nested objects. */
export type FoundRow = { readonly Id: string } & Readonly<Record<string, unknown>>;

/** What became of one row: rows fail one by one inside an answer that is a success. */
export type RowResult =
  | { readonly ok: true; readonly id: string; readonly created: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** Calls used and allowed in the last 24 hours, as the org last said. */
export type ApiUsage = { readonly used: number; readonly limit: number };

/**
 * All the adapter asks of an org. Calls that fail as a whole throw `SalesforceFailure`; writes take at most
 * 200 rows and answer in the same order.
 */
export type SalesforcePort = {
  /** Follows the pages of a query to its end. */
  readonly query: (soql: string) => Promise<FoundRow[]>;
  /** Up to five queries in one call, which counts once against the org's daily calls. */
  readonly queryAll: (soqls: readonly string[]) => Promise<FoundRow[][]>;
  readonly search: (sosl: string) => Promise<FoundRow[]>;
  readonly upsert: (object: string, keyField: string, rows: readonly NewRow[]) => Promise<RowResult[]>;
  /** Every row carries its `Id`. */
  readonly update: (object: string, rows: readonly NewRow[]) => Promise<RowResult[]>;
  readonly remove: (ids: readonly string[]) => Promise<RowResult[]>;
  readonly usage: () => ApiUsage | undefined;
};

/** More rows of one query are not read at once; whoever asks goes on from the last one. */
export const MAX_QUERY_ROWS = 20_000;

/** An org refuses collection calls with more rows. */
export const MAX_ROWS_PER_CALL = 200;
