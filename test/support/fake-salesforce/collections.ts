import { ApiError, type RowError, RowFault } from './api-error.ts';
import type { Faults } from './faults.ts';
import type { ObjectSchema } from './field.ts';
import { longId } from './record-id.ts';
import type { Records, StoredRecord } from './records.ts';

/** An org takes at most this many rows in one collection call. */
const MAX_COLLECTION_ROWS = 200;

type GivenRow = Record<string, unknown>;

/** One line of the answer; the call itself is 200 whatever the rows did. */
export type RowAnswer = { id?: string; success: boolean; errors: RowError[]; created?: boolean };

/** What the collection calls need to know. */
export type Desk = { records: Records; faults: Faults; user: string };

/** POST /composite/sobjects */
export function createRows(desk: Desk, body: unknown): RowAnswer[] {
  return eachRow(desk, body, (row) => {
    const record = desk.records.create(objectOf(desk, row), row, desk.user);
    return { id: record.Id, success: true, errors: [] };
  });
}

/** PATCH /composite/sobjects */
export function updateRows(desk: Desk, body: unknown): RowAnswer[] {
  refuseTwice(rowsOf(body).map((row) => String(row.Id ?? row.id ?? '')));
  return eachRow(desk, body, (row) => {
    const id = String(row.Id ?? row.id ?? '');
    if (id === '') throw new RowFault('MISSING_ARGUMENT', 'Id not specified in an update call', []);
    const record = desk.records.update(objectOf(desk, row), id, row, desk.user);
    return { id: record.Id, success: true, errors: [] };
  });
}

/** PATCH /composite/sobjects/{type}/{external id field} */
export function upsertRows(desk: Desk, typeName: string, keyName: string, body: unknown): RowAnswer[] {
  const object = desk.records.object(typeName);
  const key = desk.records.field(object, keyName);
  if (!key.externalId && key.type !== 'id')
    throw new ApiError(
      400,
      'INVALID_FIELD',
      `Field name provided, ${keyName} is not an External ID or indexed field`,
    );
  const named = rowsOf(body).map((row) => String(row[key.name] ?? ''));
  return eachRow(desk, body, (row) => {
    if (objectOf(desk, row) !== object) throw new RowFault('INVALID_TYPE', 'all rows must be of one type');
    const value = String(row[key.name] ?? '');
    if (value === '') throw new RowFault('MISSING_ARGUMENT', `${key.name} not specified`, []);
    const twins = named.filter((other) =>
      key.caseSensitive ? other === value : other.toLowerCase() === value.toLowerCase(),
    );
    if (twins.length > 1)
      throw new RowFault('DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [key.name]);
    return upsertOne(desk, object, key.name, value, row);
  });
}

/** DELETE /composite/sobjects?ids= */
export function deleteRows(desk: Desk, ids: string[], allOrNone: boolean): RowAnswer[] {
  refuseTwice(ids);
  return eachRow(desk, { allOrNone, records: ids.map((id) => ({ Id: id })) }, (row) => {
    const id = String(row.Id);
    const object = desk.records.objectOfId(id);
    if (!object) throw new RowFault('MALFORMED_ID', `Record ID: id value of incorrect type: ${id}`, ['Id']);
    desk.records.remove(object, id, desk.user);
    return { id, success: true, errors: [] };
  });
}

function upsertOne(
  desk: Desk,
  object: ObjectSchema,
  keyName: string,
  value: string,
  row: GivenRow,
): RowAnswer {
  const key = desk.records.field(object, keyName);
  const found = desk.records.findByKey(object, key, value);
  const [only, ...more] = found;
  if (more.length > 0) {
    throw new RowFault(
      'DUPLICATE_EXTERNAL_ID',
      `${keyName}: more than one record found for external id field: [${found.map((record: StoredRecord) => record.Id).join(', ')}]`,
      [keyName],
    );
  }
  const record = only
    ? desk.records.update(object, only.Id, row, desk.user)
    : desk.records.create(object, row, desk.user);
  return { id: record.Id, success: true, errors: [], created: !only };
}

function eachRow(desk: Desk, body: unknown, write: (row: GivenRow) => RowAnswer): RowAnswer[] {
  const rows = rowsOf(body);
  const allOrNone = (body as { allOrNone?: unknown }).allOrNone === true;
  if (allOrNone)
    throw new ApiError(501, 'NOT_IMPLEMENTED', 'This fake has no roll-back: send allOrNone false.');
  // Unknown fields and wrong JSON types are found while the body is read, before anything is written.
  for (const row of rows) if ('attributes' in row) desk.records.checkShape(objectOf(desk, row), row);
  return rows.map((row) => {
    try {
      const object = 'attributes' in row ? objectOf(desk, row) : desk.records.objectOfId(String(row.Id));
      desk.faults.checkLock(object?.name ?? '');
      return write(row);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      return { success: false, errors: [error.error] };
    }
  });
}

function rowsOf(body: unknown): GivenRow[] {
  const rows = (body as { records?: unknown } | null)?.records;
  if (!Array.isArray(rows)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'records must be a list');
  if (rows.length > MAX_COLLECTION_ROWS) {
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_COLLECTION_ROWS} records in this call`,
    );
  }
  return rows as GivenRow[];
}

function objectOf(desk: Desk, row: GivenRow): ObjectSchema {
  const type = (row.attributes as { type?: unknown } | undefined)?.type;
  if (typeof type !== 'string')
    throw new ApiError(400, 'INVALID_TYPE', 'Entity type information not specified: set attributes.type');
  return desk.records.object(type);
}

function refuseTwice(ids: string[]): void {
  const long = ids.map((id) => (id.length === 15 ? longId(id) : id));
  const twice = long.find((id, at) => id !== '' && long.indexOf(id) !== at);
  if (twice) throw new ApiError(400, 'DUPLICATE_VALUE', `duplicate id specified: ${twice}`);
}
