import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';

/** Meta sends a webhook again for 7 days; a day more covers a clock that is off. */
export const SEEN_KEPT_MS = 8 * DAY_MS;

const noteSeen = statement((db, { hash, seenAt }: { hash: string; seenAt: number }) =>
  db
    .insertInto('webhook_seen')
    .values({ hash, seen_at: seenAt })
    .onConflict((conflict) => conflict.doNothing()),
);

/**
 * Notes that a webhook said this where nothing that it stores tells by a key of its own, as a keyed hash that nobody can try out without the key. False when it has been
 * said before; the note is committed together with the work, so that neither is there without the other.
 */
export async function isFirstTime(tx: Tx, runtime: Runtime, parts: readonly string[]): Promise<boolean> {
  const hash = runtime.secrets.hash('webhook', parts.join('\n'));
  return (await noteSeen.change(tx, { hash, seenAt: runtime.now().getTime() })) > 0;
}
