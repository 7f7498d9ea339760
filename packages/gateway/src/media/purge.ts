import { readBusiness } from '../business/business.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { clearMarked, markForRemoval } from './shelf.ts';

/** An upload that no message has named in a month was forgotten. */
const UNUSED_KEPT_MS = 30 * DAY_MS;

/** Files removed together, so that others wait no longer than a moment. */
const AT_ONCE = 200;

/** Removes the files whose time is over, by the business's own rule, and uploads that nobody has used. */
export async function purgeMedia(runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  const days = await daysKept(runtime.store.read);
  if (days !== null) await inSteps(runtime, (tx) => removeContent(tx, runtime, now - days * DAY_MS));
  await inSteps(runtime, (tx) => forgetUnused(tx, runtime, now - UNUSED_KEPT_MS));
}

// The file of a message is a part of its body, and does not outlive it.
async function daysKept(tx: Tx): Promise<number | null> {
  const { mediaRetentionDays, retentionDays } = await readBusiness(tx);
  const days = [mediaRetentionDays ?? null, retentionDays].filter((each) => each !== null);
  return days.length === 0 ? null : Math.min(...days);
}

async function inSteps(runtime: Runtime, step: (tx: Tx) => Promise<number>): Promise<void> {
  for (;;) {
    const count = await runtime.store.write(step);
    await clearMarked(runtime);
    if (count < AT_ONCE) return;
  }
}

async function removeContent(tx: Tx, runtime: Runtime, before: number): Promise<number> {
  const rows = await tx
    .selectFrom('media')
    .select(['id', 'file'])
    .where('last_used_at', '<', before)
    .where('state', '=', 'stored')
    .limit(AT_ONCE)
    .execute();
  for (const { id, file } of rows) {
    await tx
      .updateTable('media')
      .set({ state: 'removed', problem: 'RETENTION', file: null, file_key: null })
      .where('id', '=', id)
      .execute();
    if (file !== null) markForRemoval(runtime, file);
  }
  return rows.length;
}

async function forgetUnused(tx: Tx, runtime: Runtime, before: number): Promise<number> {
  const rows = await tx
    .selectFrom('media')
    .leftJoin('media_use', 'media_use.media_id', 'media.id')
    .select(['media.id', 'media.file'])
    .where('media.origin', '=', 'uploaded')
    .where('media.last_used_at', '<', before)
    .where('media_use.media_id', 'is', null)
    .limit(AT_ONCE)
    .execute();
  for (const { id, file } of rows) {
    await tx.deleteFrom('media').where('id', '=', id).execute();
    await tx.deleteFrom('media_upload').where('media_id', '=', id).execute();
    if (file !== null) markForRemoval(runtime, file);
  }
  return rows.length;
}
