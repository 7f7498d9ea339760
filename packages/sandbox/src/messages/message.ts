import type { Database } from '../state/database.ts';
import type { FilledButton } from '../templates/fill-buttons.ts';
import type { FilledOffer } from '../templates/fill-offer.ts';
import type { FilledHeader } from '../templates/fill-template.ts';

export type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'received';

export type ListRow = { id: string; title: string; description?: string };

export type MediaView = {
  kind: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  id?: string;
  link?: string;
  filename?: string;
  voice?: boolean;
};

/** What the customer's phone shows of a message. */
export type MessageView = {
  text: string | null;
  payload?: string;
  header?: FilledHeader;
  /** A limited-time offer and when it ends. */
  offer?: FilledOffer;
  footer?: string;
  buttons?: FilledButton[];
  list?: { button: string; sections: { title?: string; rows: ListRow[] }[] };
  cards?: Omit<MessageView, 'payload'>[];
  media?: MediaView;
  /** The message that this one answers. */
  quote?: string;
  /** The message that this reaction sits on. */
  reactsTo?: string;
  /** The customer came by an advertisement. */
  byAd?: true;
  template?: { name: string; language: string; category: string };
};

/** What the statuses of a sent message repeat, and what will become of it. */
export type OutboundDelivery = {
  addressedBy: 'phone' | 'userId' | 'both';
  callbackData?: string;
  category: 'service' | 'utility' | 'marketing' | 'authentication' | 'marketing_lite';
  /** Whether the customer service window was open when the message was accepted. */
  inWindow: boolean;
  /** The number of the Graph version that it was sent with; statuses of v23 and older name a conversation. */
  graphVersion?: number;
  failure?: MessageError;
  links?: { kind: MediaView['kind']; url: string }[];
};

export type MessageError = { code: number; details: string };

export type Message = {
  seq: number;
  wamid: string;
  numberId: string;
  phone: string;
  direction: 'in' | 'out';
  type: string;
  view: MessageView;
  status: MessageStatus;
  atMs: number;
  delivery?: OutboundDelivery;
  error?: MessageError;
};

type MessageRow = {
  seq: number;
  wamid: string;
  number_id: string;
  phone: string;
  direction: 'in' | 'out';
  type: string;
  view: string;
  status: MessageStatus;
  at_ms: number;
  delivery: string | null;
  error: string | null;
};

const read = (row: MessageRow): Message => ({
  seq: row.seq,
  wamid: row.wamid,
  numberId: row.number_id,
  phone: row.phone,
  direction: row.direction,
  type: row.type,
  view: JSON.parse(row.view),
  status: row.status,
  atMs: row.at_ms,
  ...(row.delivery !== null && { delivery: JSON.parse(row.delivery) }),
  ...(row.error !== null && { error: JSON.parse(row.error) }),
});

export function insertMessage(db: Database, message: Omit<Message, 'seq'>): void {
  db.run(
    `INSERT INTO messages (wamid, number_id, phone, direction, type, view, status, at_ms, delivery)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    message.wamid,
    message.numberId,
    message.phone,
    message.direction,
    message.type,
    JSON.stringify(message.view),
    message.status,
    message.atMs,
    message.delivery ? JSON.stringify(message.delivery) : null,
  );
}

export function findMessage(db: Database, wamid: string): Message | undefined {
  const row = db.get<MessageRow>('SELECT * FROM messages WHERE wamid = ?', wamid);
  return row && read(row);
}

/** Everything one phone shows, oldest first. */
export const messagesOf = (db: Database, phone: string): Message[] =>
  db.all<MessageRow>('SELECT * FROM messages WHERE phone = ? ORDER BY at_ms, seq', phone).map(read);

/** What a business sent to this phone that is not read yet and has not failed. */
export const unreadOf = (db: Database, phone: string): Message[] =>
  db
    .all<MessageRow>(
      `SELECT * FROM messages WHERE phone = ? AND direction = 'out'
       AND status IN ('accepted', 'sent', 'delivered') ORDER BY at_ms, seq`,
      phone,
    )
    .map(read);

/** The business read this message: it and all earlier ones of the chat show blue ticks. */
export function markReadByBusiness(db: Database, message: Message): void {
  db.run(
    `UPDATE messages SET status = 'read' WHERE number_id = ? AND phone = ? AND direction = 'in' AND at_ms <= ?`,
    message.numberId,
    message.phone,
    message.atMs,
  );
}

export function setStatus(db: Database, wamid: string, status: MessageStatus, error?: MessageError): void {
  db.run(
    'UPDATE messages SET status = ?, error = ? WHERE wamid = ?',
    status,
    error ? JSON.stringify(error) : null,
    wamid,
  );
}
