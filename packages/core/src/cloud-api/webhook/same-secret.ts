import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a secret that somebody gave is the right one; an empty one is nobody's. */
export function isSameSecret(given: string, right: string): boolean {
  // Digests have one length, so that the comparison takes the same time for every guess.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right)) && right !== '';
}
