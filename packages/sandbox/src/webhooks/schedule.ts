/** The waits after the first answers other than 200, then the one that repeats. */
const FIRST_WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
const REPEATED_WAIT_MS = 30_000;

/** Meta tries for seven days, then the webhook is lost. */
export const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** How long to wait after `failures` deliveries that were not answered 200. */
export const waitAfter = (failures: number): number => FIRST_WAITS_MS[failures - 1] ?? REPEATED_WAIT_MS;
