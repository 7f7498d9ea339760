/** Clocks differ by seconds, and a badly set one by minutes; a time further ahead of its arrival than this is wrong. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * The moment of something that Meta dates. What lies too far ahead of its arrival has not happened then: it counts as
 * of its arrival, which is a time of our clock and compares with Meta's as one.
 */
export function believeMetaTime(
  saidAt: Date,
  arrivedAt: Date,
): { readonly at: Date; readonly isMetas: boolean } {
  const isMetas = saidAt.getTime() <= arrivedAt.getTime() + CLOCK_SKEW_MS;
  return { at: isMetas ? saidAt : arrivedAt, isMetas };
}
