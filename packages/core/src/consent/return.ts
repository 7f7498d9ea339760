import type { ConsentEvent, Purpose } from './event.ts';
import { pendingAgreement } from './standing.ts';

/**
 * Whether a person who left has asked by a word of their own to be asked anew, and waits for the question: the one reason
 * to ask somebody who has left. What a program reports is none: only a stored message of theirs is.
 */
export function asksToReturn(events: readonly ConsentEvent[], purpose: Purpose, now: Date): boolean {
  const waiting = pendingAgreement(events, purpose, now);
  const request = events.find(({ id }) => id === waiting?.eventId);
  return (
    request?.action === 'request' && request.method === 'chat_word' && request.proven && request.metaTime
  );
}
