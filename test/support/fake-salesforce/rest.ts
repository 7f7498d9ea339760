import { ApiError, RowFault } from './api-error.ts';
import { createRows, type Desk, deleteRows, updateRows, upsertRows } from './collections.ts';
import type { ObjectSchema } from './field.ts';
import { type ShownRecord, select, show } from './select.ts';
import { parseSoql } from './soql.ts';
import { search } from './sosl.ts';

/** A call after its token was accepted. */
export type Call = { method: string; path: string[]; query: URLSearchParams; body: unknown; base: string };

/** What goes back; a missing body is 204. */
export type Answer = { status: number; body?: unknown; location?: string };

/** Pages of a long query wait here until they are fetched. */
export type Pages = Map<string, ShownRecord[]>;

/** Answers one REST call below `/services/data/vNN.N`. */
export function answer(desk: Desk, pages: Pages, pageSize: number, call: Call): Answer {
  const [head, ...rest] = call.path;
  if (head === 'query' && call.method === 'GET') return query(desk, pages, pageSize, call, rest[0]);
  if (head === 'search' && call.method === 'GET')
    return {
      status: 200,
      body: { searchRecords: search(desk.records, call.query.get('q') ?? '', call.base) },
    };
  if (head === 'composite' && rest[0] === 'sobjects') return collection(desk, call, rest.slice(1));
  if (head === 'composite' && rest.length === 0 && call.method === 'POST')
    return composite(desk, pages, pageSize, call);
  if (head === 'limits' && call.method === 'GET')
    return { status: 200, body: { DailyApiRequests: { Max: 100_000, Remaining: 99_000 } } };
  if (head === 'sobjects' && rest[0]) return single(desk, call, rest[0], rest.slice(1));
  throw notFound();
}

function query(desk: Desk, pages: Pages, pageSize: number, call: Call, locator: string | undefined): Answer {
  let found: ShownRecord[];
  let total: number;
  if (locator) {
    const waiting = pages.get(locator);
    if (!waiting) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    pages.delete(locator);
    found = waiting;
    total = waiting.length;
  } else {
    found = select(desk.records, parseSoql(call.query.get('q') ?? ''), call.base);
    total = found.length;
  }
  const page = found.slice(0, pageSize);
  const later = found.slice(pageSize);
  if (later.length === 0) return { status: 200, body: { totalSize: total, done: true, records: page } };
  const next = `01gFk${String(pages.size + 1).padStart(10, '0')}-${pageSize}`;
  pages.set(next, later);
  return {
    status: 200,
    body: { totalSize: total, done: false, nextRecordsUrl: `${call.base}/query/${next}`, records: page },
  };
}

/** Several reading calls in one; an org takes 25, of which five may be queries. */
function composite(desk: Desk, pages: Pages, pageSize: number, call: Call): Answer {
  const parts = (call.body as { compositeRequest?: unknown }).compositeRequest;
  if (!Array.isArray(parts) || parts.length === 0)
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'compositeRequest must be a list');
  const queries = parts.filter((part) => String(part.url).includes('/query'));
  if (parts.length > 25 || queries.length > 5)
    throw new ApiError(400, 'LIMIT_EXCEEDED', 'A composite call takes at most 25 parts and 5 queries.');
  const compositeResponse = parts.map((part) => {
    const { method, url, referenceId } = part as Record<string, string>;
    if (!/^[A-Za-z]\w*$/.test(referenceId ?? ''))
      throw new ApiError(400, 'INVALID_INPUT', 'referenceId is missing');
    const target = new URL(url ?? '', 'http://org');
    if (method !== 'GET' || !target.pathname.startsWith(`${call.base}/`))
      throw new ApiError(400, 'INVALID_INPUT', `Provided subrequest URL is not valid: ${url}`);
    const path = target.pathname
      .slice(call.base.length + 1)
      .split('/')
      .map(decodeURIComponent);
    const inner = { method, path, query: target.searchParams, body: undefined, base: call.base };
    try {
      const given = answer(desk, pages, pageSize, inner);
      return { body: given.body ?? null, httpHeaders: {}, httpStatusCode: given.status, referenceId };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const body = [{ message: error.message, errorCode: error.errorCode }];
      return { body, httpHeaders: {}, httpStatusCode: error.status, referenceId };
    }
  });
  return { status: 200, body: { compositeResponse } };
}

function collection(desk: Desk, call: Call, rest: string[]): Answer {
  const [type, key] = rest;
  if (call.method === 'PATCH' && type && key)
    return { status: 200, body: upsertRows(desk, type, key, call.body) };
  if (type) throw notFound();
  if (call.method === 'POST') return { status: 200, body: createRows(desk, call.body) };
  if (call.method === 'PATCH') return { status: 200, body: updateRows(desk, call.body) };
  if (call.method === 'DELETE') {
    const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id);
    return { status: 200, body: deleteRows(desk, ids, call.query.get('allOrNone') === 'true') };
  }
  throw notFound();
}

function single(desk: Desk, call: Call, type: string, rest: string[]): Answer {
  const object = desk.records.object(type);
  const [first, second] = rest;
  try {
    if (!first && call.method === 'POST') {
      desk.faults.checkLock(object.name);
      const record = desk.records.create(object, call.body as Record<string, unknown>, desk.user);
      return {
        status: 201,
        body: { id: record.Id, success: true, errors: [] },
        location: `${call.base}/sobjects/${object.name}/${record.Id}`,
      };
    }
    if (first === 'describe' && call.method === 'GET') return { status: 200, body: describe(object) };
    if (first && !second) return oneRecord(desk, call, object, first);
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    const status = error.error.statusCode === 'ENTITY_IS_DELETED' ? 404 : 400;
    throw new ApiError(status, error.error.statusCode, error.error.message, error.error.fields);
  }
  throw notFound();
}

function oneRecord(desk: Desk, call: Call, object: ObjectSchema, id: string): Answer {
  if (call.method === 'GET') {
    const names =
      call.query.get('fields')?.split(',') ?? [...object.fields.values()].map((field) => field.name);
    return { status: 200, body: show(desk.records, object, desk.records.find(object, id), names, call.base) };
  }
  if (call.method === 'PATCH') {
    const given = call.body as Record<string, unknown>;
    if ('Id' in given)
      throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    desk.faults.checkLock(object.name);
    desk.records.update(object, id, given, desk.user);
    return { status: 204 };
  }
  if (call.method === 'DELETE') {
    desk.faults.checkLock(object.name);
    desk.records.remove(object, id, desk.user);
    return { status: 204 };
  }
  throw notFound();
}

function describe(object: ObjectSchema): unknown {
  return {
    name: object.name,
    label: object.label,
    keyPrefix: object.keyPrefix,
    custom: object.name.endsWith('__c'),
    fields: [...object.fields.values()].map((field) => ({
      name: field.name,
      label: field.label,
      type: field.type,
      length: field.length,
      nillable: !field.required,
      createable: !field.readOnly,
      updateable: !field.readOnly,
      externalId: field.externalId,
      unique: field.unique,
      caseSensitive: field.caseSensitive,
      restrictedPicklist: field.restricted,
      picklistValues: field.values.map((value) => ({ active: true, label: value, value })),
      referenceTo: field.referenceTo ? [field.referenceTo] : [],
      relationshipName: field.relationshipName,
    })),
  };
}

function notFound(): ApiError {
  return new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
}
