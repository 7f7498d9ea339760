import { switchesOf } from '../account/switches.ts';
import type { Database } from '../state/database.ts';
import { freeEntryOf } from './free-entry.ts';
import type { Message } from './message.ts';

/** Free delivered service messages of one number in a month, since service messages have a price. */
const FREE_SERVICE_MESSAGES = 1_000;

/** The `pricing` object of a status: per-message pricing, and whether this message was free. */
export function pricingOf(db: Database, message: Message) {
  if (freeEntryOf(db, message))
    return {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_entry_point',
      category: 'referral_conversion',
    };
  const category = message.delivery?.category ?? 'service';
  const free = isFree(db, message, category);
  return {
    billable: !free,
    pricing_model: 'PMP',
    type: free ? 'free_customer_service' : 'regular',
    category,
  };
}

function isFree(db: Database, message: Message, category: string): boolean {
  const priced = message.atMs >= Date.parse(switchesOf(db).servicePricedFrom);
  if (category === 'service') return !priced || serviceMessagesBefore(db, message) < FREE_SERVICE_MESSAGES;
  return category === 'utility' && !priced && message.delivery?.inWindow === true;
}

function serviceMessagesBefore(db: Database, message: Message): number {
  const at = new Date(message.atMs);
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM messages WHERE number_id = ? AND direction = 'out'
     AND status IN ('delivered', 'read') AND delivery ->> 'category' = 'service' AND at_ms >= ? AND seq < ? LIMIT ?)`,
    message.numberId,
    Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1),
    message.seq,
    FREE_SERVICE_MESSAGES,
  );
  return row?.count ?? 0;
}
