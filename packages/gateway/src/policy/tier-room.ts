import type { Runtime } from '../runtime.ts';

/** Who was counted a minute ago still counts; places that came free since are found then. */
const COUNT_AGAIN_MS = 60_000;

type Room = { places: number; readonly countedAt: number };

const rooms = new WeakMap<Runtime, Map<string, Room>>();

/**
 * Whether an account has room for one more person within its limit, without counting tens of thousands at every
 * decision: each decision takes a place of what was left at the last count, and a message is decided at least once
 * before it leaves, so that the places are never fewer than this knows. With none left it is counted again.
 */
export async function hasTierRoom(
  runtime: Runtime,
  account: { readonly id: string; readonly limit: number },
  count: () => Promise<number>,
): Promise<boolean> {
  const known = rooms.get(runtime) ?? new Map<string, Room>();
  rooms.set(runtime, known);
  const now = runtime.now().getTime();
  const key = `${account.id} ${account.limit}`;
  const room = known.get(key);
  if (room && room.places > 0 && Math.abs(now - room.countedAt) < COUNT_AGAIN_MS) {
    room.places -= 1;
    return true;
  }
  const places = account.limit - (await count());
  known.set(key, { places: places - 1, countedAt: now });
  return places > 0;
}
