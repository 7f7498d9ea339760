import { ApiError } from './api-error.ts';
import { shownValue, type Value } from './check-value.ts';
import type { Field, ObjectSchema } from './field.ts';
import { type Records, type StoredRecord, sameText } from './records.ts';
import type { Condition, Literal, Query } from './soql.ts';

/** A record as an answer shows it. */
export type ShownRecord = { attributes: { type: string; url: string } } & Record<string, unknown>;

/** Every record that fits, in order; the caller cuts it into pages. */
export function select(records: Records, query: Query, base: string): ShownRecord[] {
  const object = records.schema.get(query.from.toLowerCase());
  if (!object) {
    throw new ApiError(
      400,
      'INVALID_TYPE',
      `\nSELECT ${query.fields.join(', ')} FROM ${query.from}\n^\nERROR at Row:1:Column:1\nsObject type '${query.from}' is not supported.`,
    );
  }
  for (const name of query.fields) resolve(records, object, name);
  if (query.where) checkCondition(records, object, query.where);
  for (const { field } of query.orderBy)
    if (resolve(records, object, field).field.type === 'textarea')
      throw new ApiError(400, 'MALFORMED_QUERY', `field '${field}' can not be sorted in a query call`);
  const found = records
    .all(object)
    .filter((record) => query.where === null || matches(records, object, query.where, record))
    .sort((left, right) => order(records, object, query, left, right));
  return (query.limit === null ? found : found.slice(0, query.limit)).map((record) =>
    show(records, object, record, query.fields, base),
  );
}

/** Whether the record fits the condition; also used for WHERE inside SOSL. */
export function matches(
  records: Records,
  object: ObjectSchema,
  condition: Condition,
  record: StoredRecord,
): boolean {
  switch (condition.kind) {
    // Every part is evaluated, so that a fault in any of them is seen whatever the data is.
    case 'and':
      return condition.parts.map((part) => matches(records, object, part, record)).every(Boolean);
    case 'or':
      return condition.parts.map((part) => matches(records, object, part, record)).some(Boolean);
    case 'not':
      return !matches(records, object, condition.part, record);
    case 'compare':
      return compare(records, object, condition, record);
  }
}

/** Checks the condition against the schema alone: an org refuses a bad field even when no record exists. */
export function checkCondition(records: Records, object: ObjectSchema, condition: Condition): void {
  if (condition.kind === 'compare') {
    const { field } = resolve(records, object, condition.field);
    if (field.type === 'textarea')
      throw new ApiError(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
    for (const literal of condition.literals) checkLiteral(field, literal);
  } else if (condition.kind === 'not') checkCondition(records, object, condition.part);
  else for (const part of condition.parts) checkCondition(records, object, part);
}

function checkLiteral(field: Field, literal: Literal): void {
  if (literal.kind === 'null') return;
  const wanted = field.type === 'datetime' || field.type === 'boolean' ? field.type : 'text';
  if (literal.kind === wanted) return;
  const shape = wanted === 'text' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  throw new ApiError(
    400,
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${wanted === 'datetime' ? 'dateTime' : wanted} and ${shape}`,
  );
}

function compare(
  records: Records,
  object: ObjectSchema,
  condition: Extract<Condition, { kind: 'compare' }>,
  record: StoredRecord,
): boolean {
  const { field, read } = resolve(records, object, condition.field);
  const value = read(record);
  const literal = condition.literals[0];
  const equal = (other: Literal): boolean =>
    sameText(field, value, other.kind === 'null' ? null : other.value);
  switch (condition.operator) {
    case '=':
      return literal !== undefined && equal(literal);
    case '!=':
      return literal !== undefined && !equal(literal);
    case 'IN':
      return condition.literals.some(equal);
    case 'NOT IN':
      return !condition.literals.some(equal);
    case 'LIKE': {
      if (literal?.kind !== 'text' || typeof value !== 'string') return false;
      const pattern = literal.value
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('%', '.*')
        .replaceAll('_', '.');
      return new RegExp(`^${pattern}$`, 'is').test(value);
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      if (value === null || !literal || literal.kind === 'null') return false;
      const sign = rank(value, literal.value);
      return condition.operator.startsWith('<')
        ? sign < 0 || (sign === 0 && condition.operator === '<=')
        : sign > 0 || (sign === 0 && condition.operator === '>=');
    }
  }
}

/** A field of the object, or of a parent through its relationship name (one or more steps). */
function resolve(
  records: Records,
  object: ObjectSchema,
  path: string,
): { field: Field; read: (record: StoredRecord) => Value } {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const field = object.fields.get(head.toLowerCase());
    if (!field) {
      throw new ApiError(
        400,
        'INVALID_FIELD',
        `No such column '${head}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    return { field, read: (record) => record[field.name] ?? null };
  }
  const link = [...object.fields.values()].find(
    (field) => field.relationshipName?.toLowerCase() === head.toLowerCase(),
  );
  if (!link?.referenceTo)
    throw new ApiError(400, 'INVALID_FIELD', `Didn't understand relationship '${head}' in field path.`);
  const parent = records.object(link.referenceTo);
  const inner = resolve(records, parent, rest.join('.'));
  return {
    field: inner.field,
    read: (record) => {
      const id = record[link.name];
      const found = records.all(parent).find((candidate) => candidate.Id === id);
      return found ? inner.read(found) : null;
    },
  };
}

/** The record with the asked fields; a parent comes as a nested record, or null when the lookup is empty. */
export function show(
  records: Records,
  object: ObjectSchema,
  record: StoredRecord,
  fields: string[],
  base: string,
): ShownRecord {
  const shown: ShownRecord = {
    attributes: { type: object.name, url: `${base}/sobjects/${object.name}/${record.Id}` },
  };
  for (const path of fields) {
    const dot = path.indexOf('.');
    if (dot < 0) {
      const { field, read } = resolve(records, object, path);
      shown[field.name] = shownValue(field, read(record));
      continue;
    }
    const head = path.slice(0, dot);
    if (head in shown) continue;
    const link = [...object.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === head.toLowerCase(),
    );
    const parent = records.object(link?.referenceTo ?? '');
    const found = records.all(parent).find((candidate) => candidate.Id === record[link?.name ?? '']);
    const below = fields
      .filter((other) => other.toLowerCase().startsWith(`${head.toLowerCase()}.`))
      .map((other) => other.slice(dot + 1));
    shown[link?.relationshipName ?? head] = found ? show(records, parent, found, below, base) : null;
  }
  return shown;
}

function order(
  records: Records,
  object: ObjectSchema,
  query: Query,
  left: StoredRecord,
  right: StoredRecord,
): number {
  for (const { field, descending } of query.orderBy) {
    const { read } = resolve(records, object, field);
    const sign = rank(read(left), read(right));
    if (sign !== 0) return descending ? -sign : sign;
  }
  return 0;
}

/** Nulls first, as Salesforce sorts by default. */
function rank(left: Value, right: Value): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  const [a, b] = typeof left === 'string' ? [left.toLowerCase(), String(right).toLowerCase()] : [left, right];
  if (a < b) return -1;
  return a > b ? 1 : 0;
}
