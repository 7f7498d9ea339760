import { v7 } from 'uuid';

/** A new id: opaque to everybody, sortable by time for our indexes. The prefix says what it names. */
export function newId(
  prefix: 'msg' | 'ctc' | 'cnv' | 'evt' | 'cns' | 'key' | 'sub' | 'dlv' | 'era' | 'raw' | 'opt',
): string {
  return `${prefix}_${v7().replaceAll('-', '')}`;
}
