import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { chainHead, digestOf, GENESIS, hashOf } from './chain.ts';
import type { ConsentRow } from './standing.ts';

/** Rows checked between two turns of the event loop, so that webhooks are answered meanwhile. */
const BATCH = 500;

/** Up to here the whole ledger is checked at every look; a longer one is remembered for a while. */
const ALWAYS_WHOLE = 5000;

/** How long the result for a long ledger is good. */
const REMEMBER_MS = 10 * 60 * 1000;

/** Whether no entry of the ledger was changed, removed or slipped in, and the hash of the newest. */
export type ChainState = { readonly valid: boolean; readonly head: string | null };

const remembered = new WeakMap<Runtime, { readonly valid: boolean; readonly at: number }>();

/** The state of the chain. In a long ledger what is older than the last check is trusted for ten minutes. */
export async function chainState(runtime: Runtime): Promise<ChainState> {
  const tx = runtime.store.read;
  const head = await chainHead(tx);
  const known = remembered.get(runtime);
  const now = runtime.now().getTime();
  if (known && now - known.at < REMEMBER_MS) return { valid: known.valid, head };
  const { valid, rows } = await verifyChain(tx, head);
  if (rows > ALWAYS_WHOLE) remembered.set(runtime, { valid, at: now });
  return { valid, head };
}

/** Checks every entry: its own hash, its personal fields, and that it follows the one before, up to `head`. */
export async function verifyChain(tx: Tx, head: string | null): Promise<{ valid: boolean; rows: number }> {
  let previous = GENESIS;
  let position = 0;
  let rows = 0;
  let headSeen = head === null;
  for (;;) {
    const batch = await tx
      .selectFrom('consent_event')
      .selectAll()
      .where('seq', '>', position)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    for (const row of batch) {
      if (row.prev_hash !== previous || !isIntact(row)) return { valid: false, rows };
      previous = row.hash;
      position = row.seq;
      rows += 1;
      headSeen ||= row.hash === head;
    }
    // Entries that came while we were reading follow the head; a head that is missing was cut off.
    if (batch.length < BATCH) return { valid: headSeen, rows };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function isIntact(row: ConsentRow): boolean {
  if (hashOf(row) !== row.hash) return false;
  return row.salt === null ? isErased(row) : digestOf(row, row.salt) === row.digest;
}

// Without its salt an entry must be empty: else somebody could write a new story under an old digest.
function isErased(row: ConsentRow): boolean {
  return (
    row.source === null &&
    row.word === null &&
    row.external_id === null &&
    row.evidence === '{}' &&
    row.recorded_by === '{}'
  );
}
