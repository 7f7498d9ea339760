import type { Message } from '@parley/core/gateway-api';

/** How a message's status reads in Salesforce; `Queued` is left for rows that wait to be picked up there. */
const names: Readonly<Record<Message['status'], string>> = {
  scheduled: 'Scheduled',
  held: 'Held',
  queued: 'Sending',
  sending: 'Sending',
  unknown: 'Unknown',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  played: 'Read',
  failed: 'Failed',
  cancelled: 'Cancelled',
  received: 'Received',
};

/** Events are delivered at least once, so an older one can come again after a newer one. */
const rank: Readonly<Record<string, number>> = {
  Queued: 0,
  Scheduled: 1,
  Held: 1,
  Sending: 2,
  Unknown: 3,
  Sent: 4,
  Failed: 5,
  Cancelled: 5,
  Delivered: 6,
  Read: 7,
  Received: 8,
};

/** The picklist value of a gateway status. */
export function statusName(status: Message['status']): string {
  return names[status];
}

/** Whether the row may go from what it shows to the new value: ticks never go backwards. */
export function mayFollow(shown: string | undefined, next: string): boolean {
  return shown === undefined || (rank[next] ?? 0) >= (rank[shown] ?? 0);
}
