import { type MediaKind, mediaLimits } from '@parley/core/message';
import { ApiProblem } from '../http/api-problem.ts';
import type { BothLanguages } from '../http/wording.ts';
import { isMediaProblem, mediaWords } from './words.ts';

/** Long enough for somebody to make room. */
const FULL_RETRY_SECONDS = 60;

/** 413 for a file that no kind allows. */
export function fileTooLarge(bytes: number): ApiProblem {
  return new ApiProblem({
    status: 413,
    code: 'FILE_TOO_LARGE',
    title: { en: 'The file is too large', de: 'Die Datei ist zu groß' },
    detail: {
      en: `WhatsApp takes no file of more than ${megabytes(bytes)} MB.`,
      de: `WhatsApp nimmt keine Datei mit mehr als ${megabytes(bytes)} MB.`,
    },
    remedy: {
      en: 'Send a smaller one, or a link to it.',
      de: 'Senden Sie eine kleinere, oder einen Link darauf.',
    },
  });
}

/** 422 that says what is wrong with the file. */
export function unfitFile(message: BothLanguages, path: 'file' | 'type' = 'file'): ApiProblem {
  return new ApiProblem({
    status: 422,
    code: 'FILE_NOT_SENDABLE',
    title: {
      en: 'WhatsApp would not take this file',
      de: 'Diese Datei würde WhatsApp nicht annehmen',
    },
    detail: { en: `The file ${message.en}.`, de: `Die Datei ${message.de}.` },
    remedy: {
      en: 'Convert the file and upload it again; nothing was kept.',
      de: 'Wandeln Sie die Datei um und laden Sie sie noch einmal hoch; es wurde nichts behalten.',
    },
    errors: [{ path, message }],
  });
}

/** 503 while there is no room for a file. */
export function vaultIsFull(): ApiProblem {
  const { explanation, nextStep } = mediaWords.STORE_FULL;
  return new ApiProblem({
    status: 503,
    code: 'MEDIA_STORE_FULL',
    title: { en: 'There is no room for files', de: 'Für Dateien ist kein Platz' },
    detail: explanation,
    remedy: nextStep,
    retryAfterSeconds: FULL_RETRY_SECONDS,
  });
}

/** 409 for a file that is still being fetched. */
export function notYetFetched(problem: string | null): ApiProblem {
  return new ApiProblem({
    status: 409,
    code: 'MEDIA_PENDING',
    title: { en: 'The file is not here yet', de: 'Die Datei ist noch nicht da' },
    detail:
      problem !== null && isMediaProblem(problem)
        ? mediaWords[problem].explanation
        : {
            en: 'The file is being fetched from WhatsApp.',
            de: 'Die Datei wird gerade von WhatsApp geholt.',
          },
    remedy: {
      en: 'Ask with wait=60, or for the event media.updated.',
      de: 'Fragen Sie mit wait=60, oder warten Sie auf das Ereignis media.updated.',
    },
  });
}

/** 410 for a file that will never be there, or is there no more. */
export function noContent(problem: string | null): ApiProblem {
  const words = mediaWords[problem !== null && isMediaProblem(problem) ? problem : 'GONE'];
  return new ApiProblem({
    status: 410,
    code: 'MEDIA_GONE',
    title: { en: 'The file is not available', de: 'Die Datei ist nicht verfügbar' },
    detail: words.explanation,
    remedy: words.nextStep,
  });
}

/** 416 for a range that is no part of the file. */
export function notAPart(size: number): ApiProblem {
  return new ApiProblem({
    status: 416,
    code: 'RANGE_NOT_SATISFIABLE',
    title: { en: 'The file has no such part', de: 'Die Datei hat keinen solchen Teil' },
    detail: {
      en: `Range must name bytes of a file that has ${size}.`,
      de: `Range muss Bytes einer Datei nennen, die ${size} hat.`,
    },
    remedy: {
      en: 'Leave Range out, or write it as "bytes=0-1023".',
      de: 'Lassen Sie Range weg, oder schreiben Sie "bytes=0-1023".',
    },
  });
}

/** What is wrong with a file of this kind that has so many bytes; undefined when nothing is. */
export function sizeFault(kind: MediaKind, bytes: number, limit: number): BothLanguages | undefined {
  if (bytes === 0) return { en: 'is empty', de: 'ist leer' };
  if (bytes <= limit) return undefined;
  const { en, de } = kindWords[kind];
  const most = limit >= mediaLimits.image.bytes ? `${megabytes(limit)} MB` : `${limit / 1024} KB`;
  return {
    en: `has ${bytes} bytes; ${en} may have ${most}`,
    de: `hat ${bytes} Bytes; ${de} darf höchstens ${most} haben`,
  };
}

/** The kinds of files in words. */
export const kindWords: Readonly<Record<MediaKind, BothLanguages>> = {
  image: { en: 'an image', de: 'ein Bild' },
  video: { en: 'a video', de: 'ein Video' },
  audio: { en: 'an audio file', de: 'eine Audiodatei' },
  document: { en: 'a document', de: 'ein Dokument' },
  sticker: { en: 'a sticker', de: 'ein Sticker' },
};

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}
