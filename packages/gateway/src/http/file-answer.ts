import { Readable } from 'node:stream';

/** The content of a file, or with a range a part of it, as the answer to a call. */
export type FileAnswer = {
  readonly mimeType: string;
  readonly filename: string;
  /** Of the whole file. */
  readonly size: number;
  /** From `start` up to and without `end`; absent for the whole. */
  readonly part: { readonly start: number; readonly end: number } | undefined;
  readonly content: AsyncIterable<Uint8Array>;
};

/** Status, head and body of the answer. Always an attachment: nothing that a customer sent runs in a browser here. */
export function fileAnswer({ mimeType, filename, size, part, content }: FileAnswer) {
  const { start, end } = part ?? { start: 0, end: size };
  return {
    status: part ? 206 : 200,
    headers: {
      'content-type': mimeType,
      'content-length': String(end - start),
      'content-disposition': disposition(filename),
      'accept-ranges': 'bytes',
      ...(part ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
    },
    body: Readable.from(content, { objectMode: false }),
  };
}

// RFC 6266: a plain form for old readers, and the whole name in UTF-8.
function disposition(filename: string): string {
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
