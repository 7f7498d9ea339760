import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { faultyForm, withoutType } from './file-problems.ts';
import { incomplete } from './read-body.ts';

/** A body that is a file, or a form with one. */
export type FileBody = { readonly stream: IncomingMessage; readonly contentType: string | undefined };

/** What takes the file piece by piece; what it throws ends the call. */
export type TakePiece = (piece: Uint8Array) => Promise<void>;

/** What is said of the file, by its part of the form or by the other fields. */
export type SaidOfFile = { readonly mimeType: string; readonly filename: string | undefined };

/** Fields are a MIME type and a name. */
const FIELD_LIMIT_BYTES = 1000;
const MAX_FIELDS = 10;

/** Reads the file of a body, from a form with the field "file" or the body itself. */
export async function readFileBody({ stream, contentType }: FileBody, take: TakePiece): Promise<SaidOfFile> {
  if (contentType === undefined) throw withoutType();
  try {
    if (/^multipart\/form-data\b/i.test(contentType)) return await readForm(stream, contentType, take);
    // Were the stream destroyed at a refusal, nobody could read the answer.
    for await (const piece of stream.iterator({ destroyOnReturn: false })) await take(piece as Buffer);
    return { mimeType: contentType, filename: undefined };
  } catch (error) {
    throw stream.errored ? incomplete() : error;
  } finally {
    stream.unpipe();
    stream.resume();
  }
}

async function readForm(stream: IncomingMessage, contentType: string, take: TakePiece): Promise<SaidOfFile> {
  const form = parserOf(contentType);
  const fields = new Map<string, string>();
  let file:
    | { readonly said: SaidOfFile; readonly content: Readable; readonly taken: Promise<void> }
    | undefined;
  form.on('field', (name, value) => fields.set(name, value));
  try {
    await new Promise<void>((resolve, reject) => {
      form.on('file', (name, content, filename, _encoding, mimeType) => {
        if (name !== 'file') return void content.resume();
        const taken = takeAll(content, take);
        taken.catch(reject);
        file = { said: { mimeType, filename }, content, taken };
      });
      form.on('filesLimit', () => reject(faultyForm('two_files')));
      form.on('error', () => reject(faultyForm('unreadable')));
      form.on('finish', resolve);
      stream.on('close', () => stream.complete || reject(incomplete()));
      stream.pipe(form);
    });
    if (!file) throw faultyForm('no_file');
    await file.taken;
    const { said } = file;
    return {
      mimeType: fields.get('type') || said.mimeType,
      filename: fields.get('filename') || said.filename || undefined,
    };
  } catch (error) {
    // Nothing may be written any more once the caller of this gives up what it has.
    file?.content.destroy();
    await file?.taken.catch(() => undefined);
    throw error;
  }
}

function parserOf(contentType: string): BusboyInstance {
  const limits = { fields: MAX_FIELDS, fieldSize: FIELD_LIMIT_BYTES, files: 1, parts: MAX_FIELDS + 2 };
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits });
  } catch {
    // It has no boundary.
    throw faultyForm('unreadable');
  }
}

async function takeAll(content: Readable, take: TakePiece): Promise<void> {
  for await (const piece of content) await take(piece as Buffer);
}
