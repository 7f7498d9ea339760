import { randomUUID } from 'node:crypto';

/** A file to upload, read once and piece by piece; `filename` is shown for documents. */
export type MediaFile = {
  readonly content: AsyncIterable<Uint8Array>;
  /** How many bytes `content` gives: said ahead, since Meta wants to know the length of a form. */
  readonly bytes: number;
  readonly mimeType: string;
  readonly filename?: string;
};

/**
 * The form of a media upload. Written here and not with `FormData`, whose instances a `fetch` of another copy of
 * undici does not recognise, and which would hold the whole file in memory.
 */
export function mediaForm(file: MediaFile): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
} {
  const boundary = `parley-${randomUUID()}`;
  const filename = (file.filename ?? 'file').replace(/[\r\n"\\]/g, '_');
  const field = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const type = file.mimeType.replace(/[\r\n]/g, '');
  const head = Buffer.from(
    `${field('messaging_product', 'whatsapp')}${field('type', type)}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.byteLength + file.bytes + tail.byteLength),
    },
    body: joined(head, file.content, tail),
  };
}

async function* joined(head: Uint8Array, content: AsyncIterable<Uint8Array>, tail: Uint8Array) {
  yield head;
  yield* content;
  yield tail;
}
