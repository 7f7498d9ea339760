import { forgetAnswers } from '../messages/idempotency.ts';
import type { Runtime } from '../runtime.ts';
import { HOUR_MS } from '../time-units.ts';
import { countBacklog } from './backlog.ts';
import { giveUpHeld } from './release.ts';
import { isHeld, isUnderway } from './unfinished.ts';
import { LISTEN_MS, tellUnknown } from './unknown.ts';

/** Answers are kept for days; looking for old ones once an hour is often enough. */
const FORGET_EVERY_MS = HOUR_MS;

const forgottenAt = new WeakMap<Runtime, number>();

/** Counts the backlog, ends holds that are over, tells of what stays unknown, and forgets answers that nobody asks for any more. */
export async function keepHouse(runtime: Runtime, listeningSince: Date): Promise<void> {
  const now = runtime.now().getTime();
  await countBacklog(runtime);
  if (await hasWork(runtime, now))
    await runtime.store.write(async (tx) => {
      await giveUpHeld(tx, runtime);
      await tellUnknown(tx, runtime, listeningSince);
    });
  if (now - (forgottenAt.get(runtime) ?? 0) < FORGET_EVERY_MS) return;
  forgottenAt.set(runtime, now);
  await runtime.store.write((tx) => forgetAnswers(tx, runtime.now()));
}

// Looked up first: an idle gateway writes nothing.
async function hasWork(runtime: Runtime, now: number): Promise<boolean> {
  const { read } = runtime.store;
  const held = await read
    .selectFrom('message')
    .select('id')
    .where(isHeld)
    .where('hold_until', '<=', now)
    .limit(1)
    .executeTakeFirst();
  if (held) return true;
  const unknown = await read
    .selectFrom('message')
    .select('id')
    .where(isUnderway)
    .where('unknown_told', '=', 0)
    .where('unknown_at', '<=', now - LISTEN_MS)
    .limit(1)
    .executeTakeFirst();
  return unknown !== undefined;
}
