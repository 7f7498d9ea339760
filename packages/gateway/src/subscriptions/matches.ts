import type { Event } from '@parley/core/gateway-api';
import type { EventRow } from '../events/read-events.ts';

/** Which messages a subscription wants to hear of; events that are about no message pass. */
export type MessageFilter = { direction?: string; contentTypes?: string[] };

type Filtered = {
  readonly message?: { readonly direction?: string; readonly content?: { readonly type?: string } };
};

/** Whether the event passes the filter; one that was erased does, since nobody can tell any more. */
export function passes(row: EventRow, filter: MessageFilter): boolean {
  const isAll = filter.direction === undefined && !filter.contentTypes?.length;
  if (isAll || !row.type.startsWith('message.')) return true;
  const { message } = JSON.parse(row.data) as Event['data'] & Filtered;
  if (!message) return true;
  if (filter.direction !== undefined && message.direction !== filter.direction) return false;
  return !filter.contentTypes?.length || filter.contentTypes.includes(message.content?.type ?? '');
}
