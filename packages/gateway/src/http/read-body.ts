import type { IncomingMessage } from 'node:http';
import { ApiProblem } from './api-problem.ts';

/** A caller that sends too much is listened to this far, so that it can read our answer instead of a broken pipe. */
const MAX_DRAIN_BYTES = 32 * 1024 * 1024;

/** A caller gets this long to send its body; slower ones would hold connections for nothing. */
const BODY_TIMEOUT_MS = 30_000;

/** Reads a body of at most `limitBytes`; `too_large` once it has all passed by, or far too much of it. */
export function readBody(stream: IncomingMessage, limitBytes: number): Promise<Buffer | 'too_large'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow()), BODY_TIMEOUT_MS);
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > MAX_DRAIN_BYTES) {
        stream.pause();
        resolve('too_large');
      }
    });
    stream.on('end', () => {
      clearTimeout(timer);
      resolve(size > limitBytes ? 'too_large' : whole(chunks));
    });
    // Not a failure of ours, and nobody is left to read the answer.
    stream.on('error', () => reject(incomplete()));
    stream.on('close', () => {
      clearTimeout(timer);
      if (!stream.readableEnded) reject(incomplete());
    });
  });
}

// Most bodies come in one piece, which need not be copied.
function whole(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

/** 400 for a caller that has hung up in the middle. */
export function incomplete(): ApiProblem {
  return new ApiProblem({
    status: 400,
    code: 'BAD_REQUEST',
    title: { en: 'The request is not complete', de: 'Die Anfrage ist unvollständig' },
    detail: {
      en: 'The connection ended in the middle of the request; nothing was done.',
      de: 'Die Verbindung endete mitten in der Anfrage; es ist nichts geschehen.',
    },
  });
}

function tooSlow(): ApiProblem {
  return new ApiProblem({
    status: 408,
    code: 'BAD_REQUEST',
    title: { en: 'The request is too slow', de: 'Die Anfrage ist zu langsam' },
    detail: {
      en: 'The request took too long to arrive.',
      de: 'Die Anfrage brauchte zu lange, um anzukommen.',
    },
    remedy: {
      en: 'Send it again over a faster line; nothing was done.',
      de: 'Senden Sie sie noch einmal über eine schnellere Leitung; es ist nichts geschehen.',
    },
  });
}
