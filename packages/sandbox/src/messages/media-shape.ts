import { both, flag, object, optional, rule, type Shape, text } from '../shape/shape.ts';

/** Captions of images, videos and documents. */
const CAPTION = { max: 1024, min: 0 };

/** Meta takes either an uploaded file or a link, never both. */
export const oneSource: Shape = rule<{ id?: string; link?: string }>(({ id, link }) => {
  if ((id === undefined) === (link === undefined))
    return { at: '', message: 'needs exactly one of id and link.' };
  if (link !== undefined && !URL.canParse(link)) return { at: "['link']", message: 'is not a URL.' };
  return undefined;
});

const source = { id: optional(text({ max: 200 })), link: optional(text({ max: 2048 })) };

const caption = optional(text(CAPTION));

/** The object of each media kind. */
export const MEDIA_SHAPES: Record<'image' | 'video' | 'audio' | 'document' | 'sticker', Shape> = {
  image: both(object({ ...source, caption }), oneSource),
  video: both(object({ ...source, caption }), oneSource),
  audio: both(object({ ...source, voice: optional(flag) }), oneSource),
  document: both(object({ ...source, caption, filename: optional(text({ max: 240 })) }), oneSource),
  sticker: both(object(source), oneSource),
};

/** The file in a header: as the media kind itself, without a caption. */
export const HEADER_MEDIA_SHAPES: Record<'image' | 'video' | 'document', Shape> = {
  image: both(object(source), oneSource),
  video: both(object(source), oneSource),
  document: both(object({ ...source, filename: optional(text({ max: 240 })) }), oneSource),
};
