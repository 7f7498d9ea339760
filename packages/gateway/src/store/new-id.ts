import { randomFillSync } from 'node:crypto';

/** Random bytes are asked for in bulk: one at a time they cost more than the rest of an id. */
const POOL_BYTES = 4096;
const RANDOM_BYTES = 8;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;
let lastMs = 0;
let counter = 0;

/**
 * A new id: opaque to everybody, sortable by time for our indexes. The prefix says what it names. A UUID of version 7
 * (RFC 9562) without dashes: milliseconds, a counter within the millisecond, and 62 random bits.
 */
export function newId(
  prefix:
    | 'msg'
    | 'ctc'
    | 'cnv'
    | 'evt'
    | 'cns'
    | 'key'
    | 'sub'
    | 'dlv'
    | 'era'
    | 'raw'
    | 'opt'
    | 'tsk'
    | 'alt',
): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    // The counter is used up: the next millisecond is borrowed, and the order stays.
    lastMs += 1;
    counter = 0;
  }
  const time = lastMs.toString(16).padStart(12, '0');
  return `${prefix}_${time}7${counter.toString(16).padStart(3, '0')}${randomPart()}`;
}

function randomPart(): string {
  if (used + RANDOM_BYTES > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  // The variant takes the first two bits.
  pool[used] = ((pool[used] ?? 0) & 0x3f) | 0x80;
  const text = pool.toString('hex', used, used + RANDOM_BYTES);
  used += RANDOM_BYTES;
  return text;
}
