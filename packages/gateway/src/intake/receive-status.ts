import type { StatusEvent } from '@parley/core/cloud-api';
import { meetAgain } from '../contacts/meet-again.ts';
import { settleByStatus } from '../outbox/settle.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

/** How far a message of ours has come. One that is not ours, or not known by its wamid yet, is kept as external. */
export async function receiveStatus(tx: Tx, runtime: Runtime, item: StatusEvent): Promise<void> {
  const { numberId, wamid, status, at, error, callbackData } = item;
  await recordNumber(tx, runtime, item);
  await meetAgain(tx, runtime, item.recipient, at);
  const isOurs = await settleByStatus(tx, runtime, {
    wamid,
    status,
    at,
    ...(callbackData === undefined ? {} : { messageId: callbackData }),
    ...(error === undefined ? {} : { error }),
  });
  // A report on a message of ours is kept with it, under a key of its own; only the others need a note.
  if (isOurs) return;
  if (!(await isFirstTime(tx, runtime, ['status', numberId, wamid, status, String(at.getTime())]))) return;
  await tx
    .insertInto('external_status')
    .values({
      wamid,
      status,
      at: at.getTime(),
      error: error === undefined ? null : JSON.stringify(error),
      recorded_at: runtime.now().getTime(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
