/** Longer than any step takes on a busy machine; a step that needs more has failed. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 20;

/**
 * Looks again until there is something: not false, undefined or null, and not an error (a failed `expect`).
 * Fails with what was waited for and the last reason.
 */
export async function eventually<Found>(
  look: () => Found | Promise<Found>,
  what: string,
  withinMs = PATIENCE_MS,
): Promise<NonNullable<Exclude<Found, false>>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    let reason: unknown;
    try {
      const found = await look();
      if (found !== false && found !== undefined && found !== null)
        return found as NonNullable<Exclude<Found, false>>;
    } catch (error) {
      reason = error;
    }
    if (Date.now() > deadline) {
      const last = reason === undefined ? '' : `\n${reason instanceof Error ? reason.message : reason}`;
      throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.${last}`, { cause: reason });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Checks again until nothing is thrown. */
export async function eventuallyHolds(check: () => void | Promise<void>, what: string): Promise<void> {
  await eventually(async () => {
    await check();
    return true;
  }, what);
}
