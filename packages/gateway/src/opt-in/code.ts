import { randomInt } from 'node:crypto';

/** Without characters that look alike, since people read codes from paper and screens. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** 31^8 is more than 10^11: within 30 minutes nobody meets a code by trying. */
const LENGTH = 8;

/** A message has one code; whoever sends a list of them is trying. */
const MAX_CANDIDATES = 3;

const codeLike = /(?<![\p{L}\p{N}])[2-9A-HJKMNP-Z]{8}(?![\p{L}\p{N}])/giu;

/** A new code. It has digits and letters, so that no word of any language and no number is ever taken for one. */
export function newCode(): string {
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    if (isMixed(code)) return code;
  }
}

/** The whole words of a message that may be codes, as codes are written; for almost every message none. */
export function codesIn(text: string): readonly string[] {
  const found = (text.match(codeLike) ?? []).map((word) => word.toUpperCase()).filter(isMixed);
  return [...new Set(found)].slice(0, MAX_CANDIDATES);
}

/** What a message says beside its codes. */
export function withoutCodes(text: string): string {
  return text
    .replace(codeLike, (word) => (isMixed(word.toUpperCase()) ? ' ' : word))
    .replace(/\bcode\b/giu, ' ');
}

function isMixed(code: string): boolean {
  return /\d/.test(code) && /[A-Z]/.test(code);
}
