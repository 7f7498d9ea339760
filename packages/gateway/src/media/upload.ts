import type { Media } from '@parley/core/gateway-api';
import { bareMimeType, LARGEST_MEDIA_BYTES } from '@parley/core/message';
import { ApiProblem } from '../http/api-problem.ts';
import { readFileBody } from '../http/file-body.ts';
import type { Call } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { newId } from '../store/new-id.ts';
import { cleanText } from './clean-text.ts';
import { checkFile } from './content-check.ts';
import { VaultFull } from './full.ts';
import type { Written } from './incoming.ts';
import { fileTooLarge, vaultIsFull } from './problems.ts';
import { shelve, usedBytes } from './shelf.ts';
import { type MediaRow, viewMedia } from './view.ts';

/** Names are shown to customers; longer ones are cut by their phones anyway. */
const FILENAME_LENGTH = 240;

/** What a form has beside its file: boundaries, names and types. */
const FORM_BYTES = 16 * 1024;

/** POST /v1/media: keeps a file that is to be sent; what WhatsApp would not take is refused now, not when it goes. */
export async function uploadMedia(runtime: Runtime, call: Call<'uploadMedia'>): Promise<Media> {
  try {
    return viewMedia(await keep(runtime, call), call.language);
  } catch (error) {
    throw error instanceof VaultFull ? vaultIsFull() : error;
  } finally {
    // What is not read passes by, so that the caller can read the answer instead of a broken pipe.
    call.file.stream.resume();
  }
}

async function keep(runtime: Runtime, { file, query, key }: Call<'uploadMedia'>): Promise<MediaRow> {
  const announced = Number(file.stream.headers['content-length'] ?? 0);
  if (announced > LARGEST_MEDIA_BYTES + FORM_BYTES) throw fileTooLarge(LARGEST_MEDIA_BYTES);
  const incoming = await runtime.vault.receive(announced, await usedBytes(runtime));
  try {
    const said = await readFileBody(file, async (piece) => {
      if (incoming.bytes + piece.byteLength > LARGEST_MEDIA_BYTES) throw fileTooLarge(LARGEST_MEDIA_BYTES);
      await incoming.write(piece);
    });
    const written = await incoming.end();
    const filename = cleanText((query.filename ?? said.filename ?? '').slice(0, FILENAME_LENGTH));
    return await record(runtime, written, cleanText(said.mimeType), filename || null, key.id);
  } finally {
    await incoming.close();
  }
}

async function record(
  runtime: Runtime,
  written: Written,
  mimeType: string,
  filename: string | null,
  keyId: string,
): Promise<MediaRow> {
  const kind = checkFile({ mimeType, bytes: written.bytes, head: written.head });
  if (kind instanceof ApiProblem) {
    await runtime.vault.discard(written);
    throw kind;
  }
  const now = runtime.now().getTime();
  let row: MediaRow | undefined;
  await shelve(runtime, written, async (tx, shelved) => {
    row = await tx
      .insertInto('media')
      .values({
        id: newId('med'),
        origin: 'uploaded',
        kind,
        key_id: keyId,
        mime_type: kind === 'audio' ? mimeType.trim().toLowerCase() : bareMimeType(mimeType),
        filename,
        ...shelved,
        state: 'stored',
        attempts: 0,
        last_used_at: now,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return true;
  });
  if (!row) throw new Error('A file was recorded without its row.');
  return row;
}
