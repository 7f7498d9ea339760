import type { OtherEvent } from './events.ts';
import type { Origin } from './origin.ts';
import type { Contact } from './payload.ts';

/** Where the items of one change come from, and the people whom the change names. */
export type Place = {
  readonly field: string;
  readonly origin: Origin;
  readonly contacts: readonly Contact[];
};

/** What Parley does not translate, kept whole. */
export function other(raw: unknown, { field, origin }: Place): OtherEvent {
  return { kind: 'other', field, accountId: origin.accountId, numberId: origin.numberId, raw };
}
