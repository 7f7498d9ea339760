import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/**
 * Notes that a webhook said this, as a keyed hash that nobody can try out without the key. False when it has been
 * said before; the note is committed together with the work, so that neither is there without the other.
 */
export async function isFirstTime(tx: Tx, runtime: Runtime, parts: readonly string[]): Promise<boolean> {
  const result = await tx
    .insertInto('webhook_seen')
    .values({ hash: runtime.secrets.hash('webhook', parts.join('\n')), seen_at: runtime.now().getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
