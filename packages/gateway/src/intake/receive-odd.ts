import type { OtherEvent, UnreadableEvent } from '@parley/core/cloud-api';
import { appendMessageEvent } from '../events/append.ts';
import { reportedMessage } from '../outbox/settle.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw, keepRawOnce } from './keep-raw.ts';
import { receiveEcho } from './receive-echo.ts';
import { receiveMessage } from './receive-message.ts';
import { receiveStatus } from './receive-status.ts';

/**
 * Something of a kind that Parley does not know. A status of a new name changes nothing of its message, and is told with
 * it: whoever waits for it may know the name.
 */
export async function receiveOther(tx: Tx, runtime: Runtime, item: OtherEvent): Promise<void> {
  const kept = await keepRawOnce(tx, runtime, item, 'unknown');
  if (!kept || !item.status) return;
  const { wamid, name, callbackData } = item.status;
  const message = await reportedMessage(tx, {
    wamid,
    ...(callbackData === undefined ? {} : { messageId: callbackData }),
  });
  if (!message) return;
  const change = { unknownStatus: name, rawItemId: kept.id };
  await appendMessageEvent(tx, runtime, 'message.status', message, runtime.now(), { change });
}

/** Something that is not of its form; what can be read of it is told and counts: that somebody wrote, whatever it said. */
export async function receiveUnreadable(tx: Tx, runtime: Runtime, item: UnreadableEvent): Promise<void> {
  await keepRaw(tx, runtime, item, 'unreadable');
  switch (item.instead?.kind) {
    case 'message':
      return receiveMessage(tx, runtime, item.instead);
    case 'echo':
      return receiveEcho(tx, runtime, item.instead);
    case 'status':
      return receiveStatus(tx, runtime, item.instead);
    case undefined:
      return;
  }
}
