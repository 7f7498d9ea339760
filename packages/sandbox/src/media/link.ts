import { isIP } from 'node:net';
import { request } from 'undici';
import type { MessageError } from '../messages/message.ts';
import { MEDIA_KINDS, type MediaKind, unfitAs } from './media-kinds.ts';

/** The host that stands for a file Meta can't reach. */
const UNREACHABLE_HOST = 'unreachable.example';

const FETCH_TIMEOUT_MS = 5_000;

/** Whether an address stays on this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '::1' ||
    (isIP(host) === 4 && host.startsWith('127.'))
  );
}

/** Why Meta would refuse the link unseen: it must be https, except that the sandbox fetches from loopback. */
export function refusalOfLink(link: string): string | undefined {
  const url = new URL(link);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return undefined;
  return 'The media link must be an https URL that can be reached without authentication.';
}

const failure = (details: string): MessageError => ({ code: 131053, details });

/** Looks at a linked file. Only loopback is really fetched: the sandbox never leaves this machine. */
export async function checkLink(kind: MediaKind, link: string): Promise<MessageError | undefined> {
  const url = new URL(link);
  if (url.hostname === UNREACHABLE_HOST) {
    return failure('Downloading media from weblink failed: the host could not be reached.');
  }
  if (!isLoopback(url.hostname)) return undefined;
  try {
    const answer = await request(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      return failure(`Downloading media from weblink failed with http code ${answer.statusCode}.`);
    }
    let size = 0;
    for await (const chunk of answer.body) {
      size += (chunk as Buffer).length;
      if (size > MEDIA_KINDS[kind].maxBytes) break;
    }
    const unfit = unfitAs(kind, String(answer.headers['content-type'] ?? 'unknown'), size);
    return unfit === undefined ? undefined : failure(unfit);
  } catch {
    return failure('Downloading media from weblink failed: no answer.');
  }
}
