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
    | 'rpl'
    | 'dlv'
    | 'era'
    | 'raw'
    | 'opt'
    | 'tsk'
    | 'alt'
    | 'med'
    | 'fwd',
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

/** A thing has a few followers, a hundred at most: among so many, six random bytes do not meet. */
const FOLLOWER_BYTES = 6;

/** A new id of something that belongs to one other thing for good, and is found by that one's id: it begins with it. */
export function idAfter(prefix: 'evt', id: string): string {
  return `${prefix}_${ownPart(id)}${randomText(FOLLOWER_BYTES)}`;
}

/** Between which ids, the second one excluded, lie all that were made by `idAfter`. */
export function idsAfter(prefix: 'evt', id: string): { readonly from: string; readonly before: string } {
  const first = `${prefix}_${ownPart(id)}`;
  // The letter after the last hexadecimal digit.
  return { from: first, before: `${first}g` };
}

function ownPart(id: string): string {
  return id.slice(id.indexOf('_') + 1);
}

function randomPart(): string {
  const text = randomText(RANDOM_BYTES);
  // The variant takes the first two bits.
  return `${VARIANTS[Number.parseInt(text[0] ?? '0', 16) & 0x3]}${text.slice(1)}`;
}

const VARIANTS = '89ab';

function randomText(bytes: number): string {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const text = pool.toString('hex', used, used + bytes);
  used += bytes;
  return text;
}
