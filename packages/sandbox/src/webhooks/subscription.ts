import type { Database } from '../state/database.ts';

const SUBSCRIBED = 'subscribed';
const overrideKey = (id: string): string => `callback:${id}`;

const setting = (db: Database, key: string): string | undefined =>
  db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key)?.value;

function set(db: Database, key: string, value: string | undefined): void {
  if (value === undefined) db.run('DELETE FROM settings WHERE key = ?', key);
  else db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, value);
}

/** The app receives the account's webhooks unless it was taken off; a new sandbox starts subscribed. */
export const isSubscribed = (db: Database): boolean => setting(db, SUBSCRIBED) !== 'no';

export const setSubscribed = (db: Database, subscribed: boolean): void =>
  set(db, SUBSCRIBED, subscribed ? undefined : 'no');

/** The callback address that an account or a number has of its own. */
export const overrideOf = (db: Database, id: string): string | undefined => setting(db, overrideKey(id));

export const setOverride = (db: Database, id: string, url: string | undefined): void =>
  set(db, overrideKey(id), url);

/** Where a webhook goes: the number's own address, else the account's, else the app's. */
export const callbackFor = (
  db: Database,
  accountId: string,
  numberId: string | undefined,
  appUrl: string,
): string => (numberId && overrideOf(db, numberId)) ?? overrideOf(db, accountId) ?? appUrl;
