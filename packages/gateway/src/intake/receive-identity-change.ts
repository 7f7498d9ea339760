import type { IdentityChangedEvent } from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { recordNumber } from './record-number.ts';

/** A phone number or BSUID changed hands or form: kept, not acted upon, since consent does not travel by itself. */
export async function receiveIdentityChange(
  tx: Tx,
  runtime: Runtime,
  item: IdentityChangedEvent,
): Promise<void> {
  await recordNumber(tx, runtime, item);
  await keepRaw(tx, runtime, item);
}
