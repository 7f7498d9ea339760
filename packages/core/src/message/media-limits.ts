import type { MediaKind } from './content.ts';

const KB = 1024;
const MB = 1024 * KB;

const office = (name: string) => `application/vnd.openxmlformats-officedocument.${name}`;

/** What Meta takes of each kind from a business (Meta docs, Mar 2026: media). */
export const mediaLimits: Readonly<
  Record<MediaKind, { readonly types: readonly string[]; readonly bytes: number }>
> = {
  image: { types: ['image/jpeg', 'image/png'], bytes: 5 * MB },
  video: { types: ['video/mp4', 'video/3gpp'], bytes: 16 * MB },
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], bytes: 16 * MB },
  document: {
    types: [
      'application/pdf',
      'text/plain',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      office('wordprocessingml.document'),
      office('spreadsheetml.sheet'),
      office('presentationml.presentation'),
    ],
    bytes: 100 * MB,
  },
  // An animated one; one that does not move may have 100 KB.
  sticker: { types: ['image/webp'], bytes: 500 * KB },
};

/** A sticker that does not move. */
export const STILL_STICKER_BYTES = 100 * KB;

/** No file in either direction is larger: of a customer's Meta reports 131052 instead. */
export const LARGEST_MEDIA_BYTES = 100 * MB;

/** A MIME type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
export function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** The kind of message that a file of this type can be sent as; undefined when Meta takes no such files. */
export function mediaKindOf(mimeType: string): MediaKind | undefined {
  const bare = bareMimeType(mimeType);
  return mediaKinds.find((kind) => mediaLimits[kind].types.includes(bare));
}

/** All kinds of files. */
export const mediaKinds = Object.keys(mediaLimits) as readonly MediaKind[];
