import type { FileAnswer } from '../http/file-answer.ts';
import type { Call, Handlers } from '../http/handler.ts';
import { waitFor } from '../http/wait-for.ts';
import type { Runtime } from '../runtime.ts';
import { fileName } from './file-name.ts';
import { findMedia } from './find.ts';
import { noContent, notYetFetched } from './problems.ts';
import { readRange } from './range.ts';
import { uploadMedia } from './upload.ts';
import { type MediaRow, viewMedia } from './view.ts';

// What can stand in a header; Meta repeats what a customer's app claims.
const isType = /^[\w.+-]+\/[\w.+-]+( *;[\x20-\x7e]*)?$/;

/** Served for a file of no such type. */
const UNKNOWN_TYPE = 'application/octet-stream';

/** The calls about files. */
export function mediaHandlers(
  runtime: Runtime,
): Pick<Handlers, 'uploadMedia' | 'getMedia' | 'downloadMedia'> {
  return {
    uploadMedia: (call) => uploadMedia(runtime, call),

    async getMedia(call) {
      return viewMedia(await awaitMedia(runtime, call), call.language);
    },

    async downloadMedia(call): Promise<FileAnswer> {
      const row = await awaitMedia(runtime, call);
      if (row.state === 'pending') throw notYetFetched(row.problem);
      const { file, file_key, bytes } = row;
      const isThere = row.state === 'stored' && file !== null && file_key !== null && bytes !== null;
      if (!isThere || !(await runtime.vault.has(file))) throw noContent(row.problem);
      const part = readRange(call.range, bytes);
      const { start, end } = part ?? { start: 0, end: bytes };
      return {
        mimeType: isType.test(row.mime_type ?? '') ? (row.mime_type ?? '') : UNKNOWN_TYPE,
        filename: fileName(row),
        size: bytes,
        part,
        content: runtime.vault.read(file, file_key, { size: bytes, start, end }),
      };
    },
  };
}

async function awaitMedia(
  runtime: Runtime,
  { params, key, query, signal }: Call<'getMedia' | 'downloadMedia'>,
): Promise<MediaRow> {
  const read = () => findMedia(runtime.store.read, key, params.id ?? '');
  if (query.wait === 0) return read();
  return waitFor(runtime.store, read, ({ state }) => state !== 'pending', query.wait, signal);
}
