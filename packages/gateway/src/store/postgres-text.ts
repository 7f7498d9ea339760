/** PostgreSQL can't store U+0000 in a text; where people see one, it is the sign for what can't be shown. */
const REPLACEMENT = '\ufffd';

/** Values as PostgreSQL takes them: a text with a NUL in it, which SQLite would keep, gets the replacement character. */
export function postgresValues(values: readonly unknown[]): unknown[] {
  return values.map((value) =>
    typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', REPLACEMENT) : value,
  );
}
