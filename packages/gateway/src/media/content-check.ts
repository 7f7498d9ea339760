import {
  bareMimeType,
  type MediaKind,
  mediaKindOf,
  mediaKinds,
  mediaLimits,
  STILL_STICKER_BYTES,
} from '@parley/core/message';
import type { ApiProblem } from '../http/api-problem.ts';
import { sizeFault, unfitFile } from './problems.ts';

/** A file as it is to be sent: what it says it is, how long it is, and how it begins. */
export type Candidate = { readonly mimeType: string; readonly bytes: number; readonly head: Buffer };

/** The kind that WhatsApp would show the file as, or what is wrong with it. */
export function checkFile(file: Candidate): MediaKind | ApiProblem {
  const kind = mediaKindOf(file.mimeType);
  if (kind === undefined) {
    const type = bareMimeType(file.mimeType).slice(0, 100);
    const known = mediaKinds.flatMap((each) => mediaLimits[each].types).join(', ');
    return unfitFile(
      {
        en: `has the type "${type}", which WhatsApp does not take; it takes ${known}`,
        de: `hat den Typ "${type}", den WhatsApp nicht annimmt; es nimmt ${known}`,
      },
      'type',
    );
  }
  const isStill = kind === 'sticker' && !isAnimated(file.head);
  const fault = sizeFault(kind, file.bytes, isStill ? STILL_STICKER_BYTES : mediaLimits[kind].bytes);
  if (fault) return unfitFile(fault);
  return looksLike(bareMimeType(file.mimeType), file.head) ? kind : unfitFile(otherContent(file.mimeType));
}

function otherContent(mimeType: string) {
  const type = bareMimeType(mimeType);
  return {
    en: `is said to be ${type}, but its content is something else`,
    de: `soll ${type} sein, ihr Inhalt ist aber etwas anderes`,
  };
}

// How files of these types begin. Meta looks, too, and would fail the message long after it was accepted.
const beginnings: Readonly<Record<string, readonly (readonly [offset: number, bytes: string])[]>> = {
  'image/jpeg': [[0, '\xff\xd8\xff']],
  'image/png': [[0, '\x89PNG\r\n\x1a\n']],
  'image/webp': [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
  'audio/ogg': [[0, 'OggS']],
  'video/mp4': [[4, 'ftyp']],
  'audio/mp4': [[4, 'ftyp']],
  'video/3gpp': [[4, 'ftyp']],
  'application/pdf': [[0, '%PDF']],
};

function looksLike(type: string, head: Buffer): boolean {
  const marks = beginnings[type] ?? [];
  return marks.every(([offset, bytes]) => head.toString('latin1', offset, offset + bytes.length) === bytes);
}

// WebP, extended form: a flag says whether there are several frames
// (https://developers.google.com/speed/webp/docs/riff_container).
const EXTENDED_AT = 12;
const FLAGS_AT = 20;
const ANIMATION = 0x02;

function isAnimated(head: Buffer): boolean {
  const isExtended = head.toString('latin1', EXTENDED_AT, EXTENDED_AT + 4) === 'VP8X';
  return isExtended && ((head[FLAGS_AT] ?? 0) & ANIMATION) !== 0;
}
