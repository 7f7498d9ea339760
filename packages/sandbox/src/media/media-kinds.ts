/** The kinds of files WhatsApp carries. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const KB = 1024;
const MB = 1024 * KB;

const office = (name: string) => `application/vnd.openxmlformats-officedocument.${name}`;

/** MIME types and sizes that Meta takes from a business. */
export const MEDIA_KINDS: Record<MediaKind, { types: readonly string[]; maxBytes: number }> = {
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * MB },
  document: {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      office('wordprocessingml.document'),
      office('spreadsheetml.sheet'),
      office('presentationml.presentation'),
    ],
    maxBytes: 100 * MB,
  },
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  // An animated sticker may have 500 KB; the sandbox does not look inside to tell it from a still one (100 KB).
  sticker: { types: ['image/webp'], maxBytes: 500 * KB },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
};

/** The type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
const bareType = (mimeType: string): string => (mimeType.split(';')[0] ?? '').trim().toLowerCase();

/** The kind that a MIME type belongs to. */
export function kindOfType(mimeType: string): MediaKind | undefined {
  const bare = bareType(mimeType);
  return (Object.keys(MEDIA_KINDS) as MediaKind[]).find((kind) => MEDIA_KINDS[kind].types.includes(bare));
}

/** Why a file can't be sent as this kind, in Meta's words, or nothing. */
export function unfitAs(kind: MediaKind, mimeType: string, bytes: number): string | undefined {
  const { types, maxBytes } = MEDIA_KINDS[kind];
  if (!types.includes(bareType(mimeType))) {
    const label = kind[0]?.toUpperCase() + kind.slice(1);
    return `Unsupported ${label} mime type ${mimeType}. Please use one of ${types.join(', ')}.`;
  }
  return bytes > maxBytes ? `The file has ${bytes} bytes; ${kind} may have ${maxBytes}.` : undefined;
}
