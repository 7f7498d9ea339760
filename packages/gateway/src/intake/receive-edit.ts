import type { EditedEvent, MessageEvent, RevokedEvent } from '@parley/core/cloud-api';
import { appendMessageEvent } from '../events/append.ts';
import { noteReceivedMedia } from '../media/note-received.ts';
import type { MessageRow } from '../messages/view.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { recordNumber } from './record-number.ts';
import { isFirstTime } from './seen.ts';

type Change = {
  readonly kind: 'edited' | 'revoked';
  /** Meta's time. */
  readonly at: number;
  /** The new content as JSON; null when it is deleted, or not said. */
  readonly content: string | null;
};

const takeEarlyChanges = statement((db, { wamid }: { wamid: string }) =>
  db.deleteFrom('early_change').where('wamid', '=', wamid).returning(['kind', 'at', 'content']),
);

/** A customer changed an earlier message; when that has not arrived yet, the change waits for it. */
export async function receiveEdit(tx: Tx, runtime: Runtime, item: EditedEvent): Promise<void> {
  const content = item.content === undefined ? null : JSON.stringify(item.content);
  await receiveChange(tx, runtime, item, { kind: 'edited', at: item.at.getTime(), content });
}

/** A customer deleted an earlier message: it stays, marked. */
export async function receiveRevocation(tx: Tx, runtime: Runtime, item: RevokedEvent): Promise<void> {
  await receiveChange(tx, runtime, item, { kind: 'revoked', at: item.at.getTime(), content: null });
}

async function receiveChange(
  tx: Tx,
  runtime: Runtime,
  item: EditedEvent | RevokedEvent,
  change: Change,
): Promise<void> {
  if (!(await isFirstTime(tx, runtime, ['message', item.numberId, item.wamid]))) return;
  await recordNumber(tx, runtime, item);
  const row = await tx
    .selectFrom('message')
    .selectAll()
    .where('wamid', '=', item.originalWamid)
    .executeTakeFirst();
  if (row) return applyChange(tx, runtime, row, change);
  await tx
    .insertInto('early_change')
    .values({ wamid: item.originalWamid, ...change, recorded_at: runtime.now().getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Applies what was said about a message before the message itself arrived. */
export async function applyEarlyChanges(
  tx: Tx,
  runtime: Runtime,
  messageId: string,
  item: MessageEvent,
): Promise<void> {
  const changes = await takeEarlyChanges.all(tx, { wamid: item.wamid });
  for (const change of changes.toSorted((one, other) => one.at - other.at)) {
    const row = await tx
      .selectFrom('message')
      .selectAll()
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow();
    await applyChange(tx, runtime, row, change);
  }
}

async function applyChange(tx: Tx, runtime: Runtime, row: MessageRow, change: Change): Promise<void> {
  if (!isNews(row, change)) return;
  const now = runtime.now();
  await tx
    .updateTable('message')
    .set({
      ...(change.kind === 'revoked' ? { revoked_at: change.at } : { edited_at: change.at }),
      ...(change.content === null ? {} : { content: change.content }),
      updated_at: now.getTime(),
    })
    .where('id', '=', row.id)
    .execute();
  // Another file in place of the first one, say.
  if (change.content !== null) await noteReceivedMedia(tx, runtime, JSON.parse(change.content), row);
  await appendMessageEvent(tx, runtime, 'message.updated', row.id, now);
}

// The latest edit by Meta's time stands; of two within one second the greater text, so that any order agrees.
function isNews(row: MessageRow, change: Change): boolean {
  if (change.kind === 'revoked') return row.revoked_at === null || change.at < row.revoked_at;
  if (row.edited_at === null || change.at > row.edited_at) return true;
  return change.at === row.edited_at && (change.content ?? '') > row.content;
}
