import { createHash } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';

/** An access token of the business, as the one who made it sees it. */
export type Token = {
  readonly isValid: boolean;
  /** When it ends; a token of a system user may have no end. */
  readonly expiresMs: number | null;
};

const keyOf = (text: string): string => `token:${createHash('sha256').update(text.trim()).digest('hex')}`;

/** The token as it is now, or undefined when nobody made it here; the one of the settings is valid and has no end. */
export function findToken({ db, account }: Sandbox, text: string): Token | undefined {
  const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', keyOf(text));
  if (row) return JSON.parse(row.value) as Token;
  return keyOf(text) === keyOf(account.accessToken) ? { isValid: true, expiresMs: null } : undefined;
}

/** Makes a token, or changes when it ends and whether it is taken; a hash of it is kept, as of a password. */
export function setToken({ db }: Sandbox, text: string, token: Token): void {
  db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', keyOf(text), JSON.stringify(token));
}

/** Whether calls with it are answered. */
export const isInForce = ({ isValid, expiresMs }: Token, now: number): boolean =>
  isValid && (expiresMs === null || now < expiresMs);
