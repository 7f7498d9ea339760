/** A bucket of `burst` tokens that gets one back every `intervalMs`, until it is full. */
export type Bucket = { readonly burst: number; readonly intervalMs: number };

/**
 * How full a bucket is, as the one moment at which it will be full again: nothing has to count while nobody takes, and
 * one number in a row survives every restart. A bucket that nobody has taken from was full always.
 */
export type FullAt = number;

/** The first moment at which there is a token to take. */
export function freeAt({ burst, intervalMs }: Bucket, fullAt: FullAt): number {
  return fullAt - (burst - 1) * intervalMs;
}

/** How many tokens there are. */
export function tokensAt({ burst, intervalMs }: Bucket, fullAt: FullAt, now: number): number {
  return Math.max(0, burst - Math.ceil(Math.max(0, fullAt - now) / intervalMs));
}

/** The bucket after one token was taken, whether there was one or not: what went beyond is owed. */
export function take({ intervalMs }: Bucket, fullAt: FullAt, now: number): FullAt {
  return Math.max(fullAt, now) + intervalMs;
}

/** The bucket when somebody who must know says that it is empty. */
export function emptied({ burst, intervalMs }: Bucket, fullAt: FullAt, now: number): FullAt {
  return Math.max(fullAt, now + burst * intervalMs);
}
