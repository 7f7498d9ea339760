import { deniedHostOf, isFileLink } from '../message/file-link.ts';
import type { FieldKind } from './field.ts';
import { readJsonObject, readProducts } from './json-value.ts';
import { SPACES_IN_A_ROW } from './limits.ts';
import { isMediaId } from './media-value.ts';

/** Everything that can be wrong with a value. */
export type VariableProblem =
  | 'missing'
  | 'empty'
  | 'unknown'
  | 'not_text'
  | 'too_long'
  | 'line_break'
  | 'tab'
  | 'spaces'
  | 'not_https'
  | 'private_host'
  | 'not_a_code'
  | 'not_a_latitude'
  | 'not_a_longitude'
  | 'not_an_instant'
  | 'not_products'
  | 'not_an_order'
  | 'whole_url'
  | 'unsupported';

/** What is wrong with a value for a field of this kind, its length apart. */
export function valueProblems(
  kind: FieldKind,
  value: string,
  allowedHosts: readonly string[],
): VariableProblem[] {
  switch (kind) {
    case 'image':
    case 'video':
    case 'document':
      return isMediaId(value) ? [] : linkProblems(value, allowedHosts);
    case 'latitude':
      return isWithin(value, 90) ? [] : ['not_a_latitude'];
    case 'longitude':
      return isWithin(value, 180) ? [] : ['not_a_longitude'];
    case 'instant':
      return readInstant(value) === undefined ? ['not_an_instant'] : [];
    case 'products':
      return readProducts(value) ? [] : ['not_products'];
    case 'order':
      return isOrder(value) ? [] : ['not_an_order'];
    case 'text':
    case 'url':
    case 'code':
    case 'filename':
    case 'payload':
    case 'flow_token':
    case 'product':
      return spacingProblems(value);
  }
}

function linkProblems(link: string, allowedHosts: readonly string[]): VariableProblem[] {
  if (!isFileLink(link)) return ['not_https'];
  return deniedHostOf(link, allowedHosts) === undefined ? [] : ['private_host'];
}

/** A moment with its time zone in milliseconds; undefined for anything else, such as a day alone. */
export function readInstant(value: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(value))
    return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

// Meta refuses these inside a parameter (132012, 132018).
function spacingProblems(value: string): VariableProblem[] {
  const problems: VariableProblem[] = [];
  if (/[\r\n\u2028\u2029]/.test(value)) problems.push('line_break');
  if (value.includes('\t')) problems.push('tab');
  if (value.includes(' '.repeat(SPACES_IN_A_ROW + 1))) problems.push('spaces');
  return problems;
}

function isWithin(value: string, bound: number): boolean {
  return /^-?\d{1,3}(\.\d+)?$/.test(value.trim()) && Math.abs(Number(value)) <= bound;
}

// The rest of an order is Meta's to judge: India and Brazil want different things.
function isOrder(value: string): boolean {
  const order = readJsonObject(value);
  return typeof order?.reference_id === 'string' && typeof order.total_amount === 'object';
}
