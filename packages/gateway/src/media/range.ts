import { notAPart } from './problems.ts';

/**
 * The part of a file that a `Range` header asks for, from `start` up to and without `end`; undefined for the whole:
 * without one, and for several parts or another unit, which may be answered with the whole (RFC 9110, 14.2).
 */
export function readRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.replaceAll(' ', '') ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') {
    // The last so many bytes.
    const length = Math.min(Number(to), size);
    if (length === 0) throw notAPart(size);
    return { start: size - length, end: size };
  }
  const start = Number(from);
  const end = to === '' ? size : Math.min(Number(to) + 1, size);
  if (start >= size || end <= start) throw notAPart(size);
  return { start, end };
}
