import { ParleyError } from '../errors.ts';

/** A part of a Cloud API message. */
export type Payload = Readonly<Record<string, unknown>>;

/** The fields that have a value. */
export function present(fields: Payload): Payload {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Where Meta takes a file from: exactly one of link and id; a file that it already has is the surer one. */
export function file(source: { readonly link?: string; readonly mediaId?: string }): Payload {
  if (source.mediaId !== undefined) return { id: source.mediaId };
  if (source.link !== undefined) return { link: source.link };
  throw new ParleyError(
    'CONTENT_NOT_SENDABLE',
    'Wrote no message: the file has neither a link nor a media id. Give one of them.',
  );
}
