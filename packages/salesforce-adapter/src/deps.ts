import type { GatewayClient } from '@parley/core/gateway-api';
import type { SalesforcePort } from './salesforce/port.ts';
import type { Patience } from './salesforce/write-rows.ts';

/** One line of the adapter's log; `fields` hold no numbers, texts or secrets. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** Runs one piece of work at a time, so that two loops do not write the same rows at once. */
export type Turn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** What every part of the adapter works with. */
export type Deps = {
  readonly port: SalesforcePort;
  readonly gateway: GatewayClient;
  readonly defaultCountry: string;
  readonly patience: Patience;
  readonly log: Log;
  readonly now: () => Date;
  readonly turn: Turn;
};

/** The name under which the adapter signs messages, links and its state. */
export const TOOL = 'salesforce';

/** A queue of one. */
export function takeTurns(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
