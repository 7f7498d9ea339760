import type { CloudApi, GraphResult } from '@parley/core/cloud-api';
import { LARGEST_MEDIA_BYTES } from '@parley/core/message';
import { cloudApiFor } from '../numbers/cloud-api.ts';
import type { Runtime } from '../runtime.ts';
import { VaultFull } from './full.ts';
import type { Incoming, Written } from './incoming.ts';
import { usedBytes } from './shelf.ts';
import type { MediaRow } from './view.ts';
import type { MediaProblem } from './words.ts';

/** How an attempt to fetch a file ended. */
export type Fetched =
  | { readonly outcome: 'written'; readonly file: Written; readonly mimeType: string | undefined }
  | { readonly outcome: 'again' | 'never'; readonly problem: MediaProblem };

/** An address works for five minutes; one that is over before the first byte is asked for anew this often. */
const ADDRESSES = 2;

/** Meta's code for a node that is not there: the file was deleted, or never was ours. */
const NO_SUCH_OBJECT = 100;

/**
 * Fetches a customer's file from Meta: its address first, then its bytes, straight into the vault. What came is the
 * file only when size and checksum are those that the webhook and Meta name.
 */
export async function fetchFile(runtime: Runtime, row: MediaRow): Promise<Fetched> {
  const api = row.number_id === null ? undefined : cloudApiFor(runtime, row.number_id);
  if (!api) return again('NOT_CONNECTED');
  for (let left = ADDRESSES; ; left -= 1) {
    const found = await api.getMedia(row.id);
    if (!found.ok) return again(found.error?.code === NO_SUCH_OBJECT ? 'GONE' : problemOf(found));
    if ((found.value.bytes ?? 0) > LARGEST_MEDIA_BYTES) return never('TOO_LARGE');
    const fetched = await download(runtime, api, row, found.value);
    if (fetched !== 'address_over') return fetched;
    if (left === 1) return again('NOT_REACHED');
  }
}

type Info = Extract<Awaited<ReturnType<CloudApi['getMedia']>>, { ok: true }>['value'];

async function download(
  runtime: Runtime,
  api: CloudApi,
  row: MediaRow,
  info: Info,
): Promise<Fetched | 'address_over'> {
  let incoming: Incoming | undefined;
  try {
    const file = await runtime.vault.receive(info.bytes ?? 0, await usedBytes(runtime));
    incoming = file;
    const result = await api.downloadMedia(info.url, LARGEST_MEDIA_BYTES, (piece) => file.write(piece));
    if (!result.ok) return failedDownload(result);
    const written = await file.end();
    const isWhole = isSame(written, row, info);
    if (!isWhole) await runtime.vault.discard(written);
    return isWhole ? { outcome: 'written', file: written, mimeType: info.mimeType } : again('CORRUPT');
  } catch (error) {
    if (error instanceof VaultFull) return again('STORE_FULL');
    throw error;
  } finally {
    await incoming?.close();
  }
}

type Failure = Extract<GraphResult<unknown>, { ok: false }>;

function failedDownload(failure: Failure): Fetched | 'address_over' {
  if (failure.error) return failure.error.httpStatus === 404 ? 'address_over' : again('REFUSED');
  const { code, httpStatus } = failure.cause;
  if (httpStatus === 404) return 'address_over';
  if (code === 'FOREIGN_HOST' || code === 'TOO_LARGE') return never(code);
  return again(problemOf(failure));
}

function problemOf(failure: Failure): MediaProblem {
  const status = (failure.error ? failure.error.httpStatus : failure.cause.httpStatus) ?? 0;
  return status >= 400 && status < 500 ? 'REFUSED' : 'NOT_REACHED';
}

function isSame(written: Written, row: MediaRow, info: Info): boolean {
  const sizes = info.bytes === undefined || info.bytes === written.bytes;
  return sizes && [row.sha256, info.sha256].every((sum) => sum == null || base64Sum(sum) === written.sha256);
}

// The webhook has it in base64, the look-up in hexadecimal.
function base64Sum(sum: string): string {
  return /^[0-9a-f]{64}$/i.test(sum) ? Buffer.from(sum, 'hex').toString('base64') : sum;
}

function again(problem: MediaProblem): Fetched {
  return { outcome: 'again', problem };
}

function never(problem: MediaProblem): Fetched {
  return { outcome: 'never', problem };
}
