import { ApiError, RowFault } from './api-error.ts';
import { checkType, storedValue, type Value } from './check-value.ts';
import type { Field, ObjectSchema } from './field.ts';
import { isRecordId, longId, recordId } from './record-id.ts';
import type { Schema } from './schema.ts';

/** One stored record; keys are the field names as declared. */
export type StoredRecord = Record<string, Value> & { Id: string };

/** A customer's own validation rule: the sentence it shows, or nothing when the record passes. */
export type ValidationRule = (record: StoredRecord) => string | undefined;

/**
 * The rows of the org, with the checks a real one makes: known and writable fields, lengths, restricted
 * picklists, lookups that exist, required and unique fields, and stamps that only the server sets.
 */
export class Records {
  readonly schema: Schema;
  readonly #tables = new Map<string, Map<string, StoredRecord>>();
  readonly #rules: { object: string; rule: ValidationRule }[] = [];
  readonly #now: () => number;
  #serial = 1;
  #lastStamp = 0;

  constructor(schema: Schema, now: () => number) {
    this.schema = schema;
    this.#now = now;
    for (const object of schema.values()) this.#tables.set(object.name, new Map());
  }

  object(name: string): ObjectSchema {
    const object = this.schema.get(name.toLowerCase());
    if (!object) throw new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
    return object;
  }

  /** The object an id belongs to, by its first three characters. */
  objectOfId(id: string): ObjectSchema | undefined {
    return [...this.schema.values()].find((object) => object.keyPrefix === id.slice(0, 3));
  }

  field(object: ObjectSchema, name: string): Field {
    const field = object.fields.get(name.toLowerCase());
    if (!field)
      throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    return field;
  }

  all(object: ObjectSchema): StoredRecord[] {
    return [...this.#table(object).values()].filter((record) => record.IsDeleted !== true);
  }

  addRule(objectName: string, rule: ValidationRule): void {
    this.#rules.push({ object: this.object(objectName).name, rule });
  }

  /** The live record with that id, or the fault a real org answers with. */
  find(object: ObjectSchema, id: string): StoredRecord {
    if (!isRecordId(id) || longId(id).slice(0, 3) !== object.keyPrefix)
      throw new RowFault('MALFORMED_ID', `Record ID: id value of incorrect type: ${id}`, ['Id']);
    const record = this.#table(object).get(longId(id));
    if (!record) throw new RowFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    if (record.IsDeleted) throw new RowFault('ENTITY_IS_DELETED', 'entity is deleted');
    return record;
  }

  findByKey(object: ObjectSchema, key: Field, value: string): StoredRecord[] {
    return this.all(object).filter((record) => sameText(key, record[key.name] ?? null, value));
  }

  create(object: ObjectSchema, given: Record<string, unknown>, by: string): StoredRecord {
    const values = this.#resolve(object, given);
    const missing = [...object.fields.values()].filter(
      (field) => field.required && values[field.name] == null,
    );
    if (missing.length > 0) {
      const names = missing.map((field) => field.name);
      throw new RowFault(
        'REQUIRED_FIELD_MISSING',
        `Required fields are missing: [${names.join(', ')}]`,
        names,
      );
    }
    const serial = this.#serial++;
    const record: StoredRecord = { Id: recordId(object.keyPrefix, serial) };
    for (const field of object.fields.values()) if (field.name !== 'Id') record[field.name] = null;
    const stamp = this.#stamp();
    Object.assign(record, { IsDeleted: false, CreatedDate: stamp, CreatedById: by });
    if (object.fields.get('name')?.autoNumber) record.Name = `${object.label.slice(0, 2)}-${serial}`;
    if (object.fields.has('ownerid')) record.OwnerId = by;
    if (object.fields.has('isconverted')) record.IsConverted = false;
    Object.assign(record, values);
    this.#commit(object, record, by, stamp);
    return record;
  }

  update(object: ObjectSchema, id: string, given: Record<string, unknown>, by: string): StoredRecord {
    const before = this.find(object, id);
    if (before.IsConverted === true)
      throw new RowFault('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
    const record = { ...before, ...this.#resolve(object, given) } as StoredRecord;
    for (const field of object.fields.values())
      if (field.required && record[field.name] == null)
        throw new RowFault('REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`, [
          field.name,
        ]);
    this.#commit(object, record, by, this.#stamp());
    return record;
  }

  remove(object: ObjectSchema, id: string, by: string): void {
    const record = this.find(object, id);
    const stamp = this.#stamp();
    Object.assign(record, { IsDeleted: true, SystemModstamp: stamp, LastModifiedById: by });
    // Our lookups are declared with SetNull: the rows that point here lose their link and get a new stamp.
    for (const other of this.schema.values())
      for (const field of other.fields.values())
        if (field.referenceTo === object.name && field.name.endsWith('__c'))
          for (const row of this.all(other))
            if (row[field.name] === record.Id)
              Object.assign(row, { [field.name]: null, SystemModstamp: stamp });
  }

  /** What only a server process does: conversion of a lead, data loaded before the test. */
  force(object: ObjectSchema, id: string, values: Record<string, Value>): void {
    Object.assign(this.find(object, id), values, { SystemModstamp: this.#stamp() });
  }

  /** Refuses unknown names and wrong JSON types for the whole call, before any row is written. */
  checkShape(object: ObjectSchema, given: Record<string, unknown>): void {
    for (const [name, value] of Object.entries(given)) {
      if (name === 'attributes' || name === 'Id' || name === 'id') continue;
      const parent = this.#parent(object, name);
      if (parent) continue;
      checkType(this.field(object, name), value);
    }
  }

  #resolve(object: ObjectSchema, given: Record<string, unknown>): Record<string, Value> {
    this.checkShape(object, given);
    const values: Record<string, Value> = {};
    for (const [name, raw] of Object.entries(given)) {
      if (name === 'attributes' || name === 'Id' || name === 'id') continue;
      const parent = this.#parent(object, name);
      if (parent) {
        values[parent.name] = this.#byForeignKey(parent, raw);
        continue;
      }
      const field = this.field(object, name);
      if (field.readOnly) {
        throw new RowFault(
          'INVALID_FIELD_FOR_INSERT_UPDATE',
          `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
          [field.name],
        );
      }
      const value = storedValue(field, raw);
      if (field.type === 'reference' && typeof value === 'string') this.#checkLookup(field, value);
      values[field.name] = value;
    }
    return values;
  }

  #checkLookup(field: Field, id: string): void {
    const target = this.objectOfId(id);
    if (target?.name !== field.referenceTo)
      throw new RowFault('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [
        field.name,
      ]);
    const record = this.#table(target).get(id);
    if (!record || record.IsDeleted)
      throw new RowFault('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  }

  /** `Parent__r: { Key__c: value }` names the parent by one of its external ids. */
  #byForeignKey(field: Field, raw: unknown): Value {
    if (raw === null) return null;
    const target = this.object(field.referenceTo ?? '');
    const [entry, ...more] = Object.entries((raw ?? {}) as Record<string, unknown>).filter(
      ([name]) => name !== 'attributes',
    );
    const key = entry ? target.fields.get(entry[0].toLowerCase()) : undefined;
    if (!entry || more.length > 0 || !key?.externalId)
      throw new RowFault('INVALID_FIELD', `${field.relationshipName} takes exactly one external id`, []);
    const found = this.findByKey(target, key, String(entry[1]));
    if (found.length !== 1 || !found[0]) {
      throw new RowFault(
        'INVALID_FIELD',
        `Foreign key external ID: ${String(entry[1])} not found for field ${key.name} in entity ${target.name}`,
      );
    }
    return found[0].Id;
  }

  #parent(object: ObjectSchema, name: string): Field | undefined {
    return [...object.fields.values()].find(
      (field) => field.relationshipName?.toLowerCase() === name.toLowerCase() && field.name.endsWith('__c'),
    );
  }

  #commit(object: ObjectSchema, record: StoredRecord, by: string, stamp: number): void {
    for (const field of object.fields.values()) {
      const value = record[field.name];
      if (!field.unique || typeof value !== 'string') continue;
      const twin = this.findByKey(object, field, value).find((other) => other.Id !== record.Id);
      if (twin)
        throw new RowFault(
          'DUPLICATE_VALUE',
          `duplicate value found: ${field.name} duplicates value on record with id: ${twin.Id}`,
        );
    }
    for (const { object: name, rule } of this.#rules) {
      const sentence = name === object.name ? rule(record) : undefined;
      if (sentence) throw new RowFault('FIELD_CUSTOM_VALIDATION_EXCEPTION', sentence);
    }
    if (object.fields.has('lastname'))
      record.Name = [record.FirstName, record.LastName].filter((part) => part).join(' ');
    Object.assign(record, { LastModifiedDate: stamp, LastModifiedById: by, SystemModstamp: stamp });
    this.#table(object).set(record.Id, record);
  }

  #table(object: ObjectSchema): Map<string, StoredRecord> {
    const table = this.#tables.get(object.name);
    if (!table) throw new Error(`No table for ${object.name}`);
    return table;
  }

  /** Server time, never standing still, so that a cursor over it has an order. */
  #stamp(): number {
    this.#lastStamp = Math.max(this.#now(), this.#lastStamp + 1);
    return this.#lastStamp;
  }
}

/** Text is compared without regard to case unless the field is declared case sensitive. */
export function sameText(field: Field, left: Value, right: Value): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return left === right;
  return field.caseSensitive || field.type === 'id' || field.type === 'reference'
    ? left === right
    : left.toLowerCase() === right.toLowerCase();
}
