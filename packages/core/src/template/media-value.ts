/** A file in a variable: an https address that Meta fetches, or `media:<id>` of an uploaded one. */
export type MediaValue = { readonly link: string } | { readonly mediaId: string };

const mediaId = /^media:([^\s:/]+)$/;

/** Whether the value names an uploaded file. */
export function isMediaId(value: string): boolean {
  return mediaId.test(value);
}

/** Reads a file variable; what is not `media:<id>` is taken as an address. */
export function readMediaValue(value: string): MediaValue {
  const id = mediaId.exec(value)?.[1];
  return id === undefined ? { link: value } : { mediaId: id };
}
