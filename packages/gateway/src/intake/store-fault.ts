import { ParleyError } from '@parley/core';

// SQLite's primary result codes that are about the row being written; all others are about the store itself.
const ITEM_RESULT_CODES: ReadonlySet<number> = new Set([18, 19, 20]); // TOOBIG, CONSTRAINT, MISMATCH

/** PostgreSQL's classes of errors about the values themselves: data exceptions and integrity violations. */
const ITEM_SQLSTATE_CLASSES: ReadonlySet<string> = new Set(['22', '23']);

/** Whether an error means that the store can't be relied on now, rather than that one item is odd. */
export function isStoreFault(error: unknown): boolean {
  if (error instanceof ParleyError)
    return error.code === 'STORE_FAILED' || error.code === 'SECRET_KEY_MISMATCH';
  const { code, errcode } = Object(error) as { code?: unknown; errcode?: unknown };
  if (code === 'ERR_SQLITE_ERROR')
    return typeof errcode !== 'number' || !ITEM_RESULT_CODES.has(errcode & 0xff);
  // A closed database, or a connection that broke.
  if (code === 'ERR_INVALID_STATE' || isConnectionCode(code)) return true;
  return (
    typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !ITEM_SQLSTATE_CLASSES.has(code.slice(0, 2))
  );
}

function isConnectionCode(code: unknown): boolean {
  return code === 'ECONNRESET' || code === 'ECONNREFUSED' || code === 'EPIPE' || code === 'ETIMEDOUT';
}
