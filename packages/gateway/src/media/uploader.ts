import type { StoredError } from '../messages/message-error.ts';
import { cloudApiFor } from '../numbers/cloud-api.ts';
import { isWaiting } from '../outbox/unfinished.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { mediaPauseAfter } from './retry.ts';
import { listenForUploads, type WantedUpload } from './send-files.ts';
import { untilStopped } from './until-stopped.ts';
import type { MediaRow } from './view.ts';

/** Uploads at a time, for the reasons of the fetches. */
const MAX_UPLOADS = 4;

/** `stop` cuts off what is under way: it is made again after the next start, before its message goes. */
export type MediaUploader = { stop(): Promise<void> };

/** Brings files to Meta that messages wait for, and lets those messages go, or fail, when it is done. */
export function startMediaUploader(runtime: Runtime): MediaUploader {
  const wanted: WantedUpload[] = [];
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const begin = () => {
    while (!stopping.signal.aborted && underWay.size < MAX_UPLOADS) {
      const next = wanted.shift();
      if (!next) return;
      const done = upload(runtime, next, stopping.signal)
        .catch((err: unknown) => runtime.log.error({ err }, 'an upload could not be made or recorded'))
        .finally(() => {
          underWay.delete(done);
          begin();
        });
      underWay.add(done);
    }
  };

  const stopListening = [
    listenForUploads(runtime, (upload) => void wanted.push(upload)),
    runtime.store.onCommit(begin),
  ];
  const recovered = runtime.store
    .write((tx) => forgetLeases(tx, runtime))
    .catch((err: unknown) => {
      runtime.log.error(
        { err },
        'uploads of the last run could not be looked up; their messages wait some minutes',
      );
    });
  return {
    async stop() {
      stopping.abort();
      for (const stop of stopListening) stop();
      await recovered;
      await Promise.all(underWay);
    },
  };
}

async function upload(runtime: Runtime, wanted: WantedUpload, stopping: AbortSignal): Promise<void> {
  const row = await wantedFile(runtime, wanted);
  if (!row) return;
  const result = await bringToMeta(runtime, row, wanted.numberId, stopping);
  if (stopping.aborted) return;
  await runtime.store.write(async (tx) => {
    const now = runtime.now().getTime();
    const state = stateAfter(result, row.uploadAttempts, now);
    await tx
      .updateTable('media_upload')
      .set(state)
      .where('media_id', '=', wanted.mediaId)
      .where('number_id', '=', wanted.numberId)
      .where('retry_at', '=', wanted.lease)
      .execute();
    await moveMessages(tx, now, wanted.lease, state.retry_at);
  });
}

// Those that wait for a file are looked at again at the moment that its upload names.
async function moveMessages(tx: Tx, now: number, from: number, to: number): Promise<void> {
  await tx
    .updateTable('message')
    .set({ attempt_at: to })
    .where(isWaiting)
    .where('attempt_at', '=', from)
    // One that is planned for that very moment does not go before it.
    .where('due_at', '<=', now)
    .execute();
}

// Nobody makes these any more.
async function forgetLeases(tx: Tx, runtime: Runtime): Promise<void> {
  const now = runtime.now().getTime();
  const open = await tx
    .selectFrom('media_upload')
    .select('retry_at')
    .where('meta_id', 'is', null)
    .where('error', 'is', null)
    .where('retry_at', '>', now)
    .execute();
  for (const { retry_at } of open) await moveMessages(tx, now, retry_at, now);
  await tx
    .updateTable('media_upload')
    .set({ retry_at: now })
    .where('meta_id', 'is', null)
    .where('error', 'is', null)
    .where('retry_at', '>', now)
    .execute();
}

type Result =
  | { readonly end: 'uploaded'; readonly metaId: string }
  | { readonly end: 'again' }
  | { readonly end: 'failed'; readonly error: StoredError };

type Wanted = MediaRow & { readonly uploadAttempts: number };

// Undefined when the transaction that wanted it was not committed, or the file is gone meanwhile.
async function wantedFile(
  runtime: Runtime,
  { mediaId, numberId, lease }: WantedUpload,
): Promise<Wanted | undefined> {
  const { read } = runtime.store;
  const row = await read.selectFrom('media').selectAll().where('id', '=', mediaId).executeTakeFirst();
  const state = await read
    .selectFrom('media_upload')
    .select('attempts')
    .where('media_id', '=', mediaId)
    .where('number_id', '=', numberId)
    .where('retry_at', '=', lease)
    .where('meta_id', 'is', null)
    .executeTakeFirst();
  return row && state && { ...row, uploadAttempts: state.attempts };
}

async function bringToMeta(
  runtime: Runtime,
  row: MediaRow,
  numberId: string,
  stopping: AbortSignal,
): Promise<Result> {
  const { file, file_key, bytes, mime_type, filename } = row;
  if (row.state !== 'stored' || file === null || file_key === null || bytes === null || mime_type === null)
    return { end: 'failed', error: { source: 'gateway', code: 'FILE_GONE' } };
  const api = cloudApiFor(untilStopped(runtime, stopping), numberId);
  if (!api) return { end: 'failed', error: { source: 'gateway', code: 'NOT_CONNECTED' } };
  const answer = await api.uploadMedia(numberId, {
    content: runtime.vault.read(file, file_key, { size: bytes, start: 0, end: bytes }),
    bytes,
    mimeType: mime_type,
    ...(filename === null ? {} : { filename }),
  });
  if (answer.ok) return { end: 'uploaded', metaId: answer.value.id };
  if (!answer.error || answer.error.retryable || answer.error.httpStatus >= 500) {
    runtime.log.warn({ number: numberId, bytes }, 'a file could not be uploaded; tried again');
    return { end: 'again' };
  }
  const { code, details, title } = answer.error;
  const words = details ?? title;
  const error = {
    source: 'meta',
    code: String(code),
    ...(words === undefined ? {} : { details: words }),
  } as const;
  return { end: 'failed', error };
}

function stateAfter(result: Result, attempts: number, now: number) {
  const none = { meta_id: null, uploaded_at: null, error: null, failed_at: null };
  switch (result.end) {
    case 'uploaded':
      return { ...none, meta_id: result.metaId, uploaded_at: now, retry_at: now };
    case 'again':
      return { ...none, retry_at: now + mediaPauseAfter(attempts) };
    case 'failed':
      return { ...none, error: JSON.stringify(result.error), failed_at: now, retry_at: now };
  }
}
