import { ApiError, RowFault } from './api-error.ts';
import type { Field } from './field.ts';
import { isRecordId, longId } from './record-id.ts';

/** What a stored field holds; datetimes are milliseconds. */
export type Value = string | number | boolean | null;

const DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:?\d\d)$/;

/** The JSON type must fit before any row is looked at: a wrong one refuses the whole call, as in an org. */
export function checkType(field: Field, value: unknown): void {
  if (value === null) return;
  if (field.type === 'boolean' && typeof value === 'boolean') return;
  if (field.type !== 'boolean' && typeof value === 'string') {
    if (field.type !== 'datetime') return;
    if (DATETIME.test(value) && !Number.isNaN(Date.parse(withColon(value)))) return;
  }
  const kind = field.type === 'boolean' || field.type === 'datetime' ? field.type : 'string';
  throw new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${kind} from VALUE ${JSON.stringify(value)} for field ${field.name}`,
  );
}

/** The value as it will be stored: trimmed, empty text as null, a datetime as milliseconds. */
export function storedValue(field: Field, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string') return value as Value;
  if (field.type === 'datetime') return Date.parse(withColon(value));
  const text = value.trim();
  if (text === '') return null;
  if (text.length > field.length && field.type !== 'picklist' && field.type !== 'reference') {
    throw new RowFault(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${text.slice(0, 255)} (max length=${field.length})`,
      [field.name],
    );
  }
  if (field.type === 'picklist' && field.restricted && !field.values.includes(text)) {
    throw new RowFault(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${text}`,
      [field.name],
    );
  }
  if (field.type === 'reference') {
    if (!isRecordId(text))
      throw new RowFault('MALFORMED_ID', `${field.label}: id value of incorrect type: ${text}`, [field.name]);
    return longId(text);
  }
  return text;
}

/** The value as an answer shows it. */
export function shownValue(field: Field, value: Value): Value {
  if (field.type === 'boolean') return value ?? false;
  if (field.type !== 'datetime' || typeof value !== 'number') return value;
  return new Date(value).toISOString().replace('Z', '+0000');
}

/** Date.parse wants +00:00 where Salesforce also takes +0000. */
function withColon(value: string): string {
  return value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
}
