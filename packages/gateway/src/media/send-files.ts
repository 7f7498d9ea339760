import type { OutboundContent } from '@parley/core/message';
import type { StoredError } from '../messages/message-error.ts';
import type { MessageRow } from '../messages/message-row.ts';
import type { Runtime } from '../runtime.ts';
import { statement, type Tables, type Tx } from '../store/index.ts';
import { DAY_MS } from '../time-units.ts';
import { filesOf, replaceFiles } from './content-files.ts';

/** Meta keeps an uploaded file for 30 days; a day less covers a message that it delivers late. */
const META_KEEPS_MS = 29 * DAY_MS;

/** An upload takes 5 minutes at most; what is heard of none after this is started anew. */
const UPLOAD_LEASE_MS = 6 * 60_000;

/** A file that could not be brought to Meta for a day is somebody's task, and the message is yesterday's. */
const GIVE_UP_MS = DAY_MS;

/** Whether the files of a message are at Meta: then with Meta's ids in the content; else when to look again, or why not. */
export type SendFiles =
  | { readonly state: 'ready'; readonly content: OutboundContent }
  | { readonly state: 'waits'; readonly until: number }
  | { readonly state: 'failed'; readonly error: StoredError };

/** An upload to make once the transaction is committed. */
export type WantedUpload = { readonly mediaId: string; readonly numberId: string; readonly lease: number };

const findMedia = statement((db, { id }: { id: string }) =>
  db.selectFrom('media').select('state').where('id', '=', id),
);

const findUpload = statement((db, given: { mediaId: string; numberId: string }) =>
  db
    .selectFrom('media_upload')
    .selectAll()
    .where('media_id', '=', given.mediaId)
    .where('number_id', '=', given.numberId),
);

/**
 * Looks for the files of a message that is about to go. What Meta does not have yet is asked to be uploaded, and the
 * message stays in its place of the queue meanwhile: its successors wait behind it.
 */
export async function filesToSend(
  tx: Tx,
  runtime: Runtime,
  row: MessageRow,
  content: OutboundContent,
): Promise<SendFiles> {
  const ids = new Map<string, string>();
  let until = 0;
  for (const { mediaId } of filesOf(content)) {
    const media = await findMedia.first(tx, { id: mediaId });
    // An id of Meta's own.
    if (!media) continue;
    const upload = await uploadOf(tx, runtime, { row, mediaId, isStored: media.state === 'stored' });
    if (typeof upload === 'string') ids.set(mediaId, upload);
    else if (typeof upload === 'number') until = Math.max(until, upload);
    else return { state: 'failed', error: upload };
  }
  if (until > 0) return { state: 'waits', until };
  return { state: 'ready', content: replaceFiles(content, ({ mediaId }) => ids.get(mediaId) ?? mediaId) };
}

type Asked = { readonly row: MessageRow; readonly mediaId: string; readonly isStored: boolean };

// Meta's id, the moment to look again, or the error of the message.
async function uploadOf(
  tx: Tx,
  runtime: Runtime,
  { row, mediaId, isStored }: Asked,
): Promise<string | number | StoredError> {
  const now = runtime.now().getTime();
  const numberId = row.number_id;
  const known = await findUpload.first(tx, { mediaId, numberId });
  if (known?.meta_id != null && (known.uploaded_at ?? 0) > now - META_KEEPS_MS) return known.meta_id;
  if (!isStored) return { source: 'gateway', code: 'FILE_GONE' };
  if (known?.error != null && (known.failed_at ?? 0) >= row.updated_at) return JSON.parse(known.error);
  if (known && known.meta_id === null && known.error === null) {
    if (known.retry_at > now) return known.retry_at;
    if (now - (row.due_at ?? row.created_at) > GIVE_UP_MS)
      return { source: 'gateway', code: 'FILE_NOT_UPLOADED' };
  }
  const isRetry = known !== undefined && known.meta_id === null && known.error === null;
  const lease = now + UPLOAD_LEASE_MS;
  await startUpload(tx, { mediaId, numberId, lease }, isRetry ? known.attempts + 1 : 1);
  listeners.get(runtime)?.({ mediaId, numberId, lease });
  return lease;
}

async function startUpload(
  tx: Tx,
  { mediaId, numberId, lease }: WantedUpload,
  attempts: number,
): Promise<void> {
  const state: Omit<Tables['media_upload'], 'media_id' | 'number_id'> = {
    meta_id: null,
    uploaded_at: null,
    attempts,
    retry_at: lease,
    error: null,
    failed_at: null,
  };
  await tx
    .insertInto('media_upload')
    .values({ media_id: mediaId, number_id: numberId, ...state })
    .onConflict((conflict) => conflict.columns(['media_id', 'number_id']).doUpdateSet(state))
    .execute();
}

type Listener = (wanted: WantedUpload) => void;
const listeners = new WeakMap<Runtime, Listener>();

/** Tells of uploads to make, before their transaction is committed; returns what ends it. */
export function listenForUploads(runtime: Runtime, listener: Listener): () => void {
  listeners.set(runtime, listener);
  return () => listeners.delete(runtime);
}
