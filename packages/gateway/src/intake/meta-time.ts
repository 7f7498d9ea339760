/** Clocks differ by seconds; a time further ahead than this is wrong, and would keep a window open for ever. */
export const MAX_AHEAD_MS = 5 * 60 * 1000;

/** Meta's time of something that a person did; one that lies in the future counts as now. */
export function believedTime(at: Date, now: Date): Date {
  return at.getTime() > now.getTime() + MAX_AHEAD_MS ? now : at;
}
