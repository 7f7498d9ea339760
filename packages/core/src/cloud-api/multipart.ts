import { randomUUID } from 'node:crypto';

/** A file to upload; `filename` is shown for documents. */
export type MediaFile = { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename?: string };

/**
 * The form of a media upload. Written here and not with `FormData`, whose instances a `fetch` of another copy of
 * undici does not recognise.
 */
export function mediaForm(file: MediaFile): {
  readonly contentType: string;
  readonly body: Uint8Array<ArrayBuffer>;
} {
  const boundary = `parley-${randomUUID()}`;
  const filename = (file.filename ?? 'file').replace(/[\r\n"\\]/g, '_');
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const type = file.mimeType.replace(/[\r\n]/g, '');
  const head = `${field('messaging_product', 'whatsapp')}${field('type', type)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
