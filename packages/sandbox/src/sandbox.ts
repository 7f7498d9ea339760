import type { Account, BusinessNumber } from './account/account.ts';
import type { Changes } from './changes.ts';
import type { Rates } from './messages/rates.ts';
import type { Database } from './state/database.ts';

/** Everything the routes and workers of one sandbox share. */
export type Sandbox = {
  account: Account;
  numbers: readonly BusinessNumber[];
  webhookUrl: string;
  db: Database;
  rates: Rates;
  changes: Changes;
  now: () => number;
  /** Where this sandbox itself can be reached, for the addresses of media. */
  origin: () => string;
};

export const numberOf = (sandbox: Sandbox, id: string): BusinessNumber | undefined =>
  sandbox.numbers.find((number) => number.id === id);
