/** How far a message has come. Inbound messages are `received`; the others belong to outbound ones. */
export type MessageStatus =
  | 'scheduled'
  | 'held'
  | 'queued'
  | 'sending'
  | 'unknown'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'played'
  | 'failed'
  | 'cancelled'
  | 'received';

/** The statuses that Meta reports. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

// `read` implies `delivered`, `played` implies `read`: the highest rank seen is the current status.
const rank: Readonly<Record<DeliveryStatus, number>> = {
  sent: 1,
  delivered: 2,
  read: 3,
  played: 4,
  failed: 2,
};

/**
 * The status after one more report from Meta: never backwards, in whatever order the reports come.
 * A `failed` after `delivered` is a contradiction of Meta's: it is kept in the list, and not applied.
 */
export function nextStatus(current: MessageStatus, reported: DeliveryStatus): MessageStatus {
  if (reported === 'failed') return hasArrived(current) ? current : 'failed';
  if (!isDelivery(current)) return reported;
  if (current === 'failed') return rank[reported] >= rank.delivered ? reported : current;
  return rank[reported] > rank[current] ? reported : current;
}

/** Whether the message is known to have reached the person's phone. */
export function hasArrived(status: MessageStatus): boolean {
  return status === 'delivered' || status === 'read' || status === 'played';
}

function isDelivery(status: MessageStatus): status is DeliveryStatus {
  return status in rank;
}
