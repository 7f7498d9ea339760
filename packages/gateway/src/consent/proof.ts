import type { NewConsentEvent } from '@parley/core/gateway-api';
import { currentContact } from '../contacts/find.ts';
import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';
import type { Tx } from '../store/index.ts';

/** What stands behind a reported entry. */
export type Proof = {
  readonly proven: boolean;
  /** When the person wrote: Meta's time, or that of the message's arrival where Meta's is wrong. */
  readonly occurredAt?: Date;
  readonly metaTime?: boolean;
  readonly word?: string;
  readonly attestedBy?: string;
  readonly evidence: Readonly<Record<string, unknown>>;
};

const none: Proof = { proven: false, evidence: {} };

/**
 * A confirm, and a return after an opt-out, is proven by a stored message of that very person, or by a key that may attest. Without either it is
 * kept, but only as a grant; one that names a message that is not the person's is refused: somebody is mistaken.
 */
export async function proofOf(
  tx: Tx,
  event: NewConsentEvent,
  contactId: string,
  key: CallerKey,
): Promise<Proof> {
  if (event.action !== 'confirm' && event.action !== 'restore') return none;
  const messageId = event.evidence?.messageId;
  if (messageId !== undefined) return byMessage(tx, messageId, contactId);
  if (!key.scopes.includes('consent:attest')) return none;
  return { proven: true, attestedBy: key.name, evidence: { attestedBy: key.name } };
}

async function byMessage(tx: Tx, messageId: unknown, contactId: string): Promise<Proof> {
  const path = 'evidence.messageId';
  if (typeof messageId !== 'string')
    throw invalidField(path, {
      en: 'must be the id of a stored message, as text',
      de: 'muss die Kennung einer gespeicherten Nachricht sein, als Text',
    });
  const row = await tx
    .selectFrom('message')
    .select(['id', 'wamid', 'direction', 'contact_id', 'content', 'created_at', 'dated_ahead'])
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!row)
    throw invalidField(path, {
      en: 'there is no such message; give the id of a message that the person sent',
      de: 'eine solche Nachricht gibt es nicht; geben Sie die Kennung einer Nachricht an, die die Person gesendet hat',
    });
  if (row.direction !== 'inbound')
    throw invalidField(path, {
      en: 'is a message that was sent to the person; only their own message proves consent',
      de: 'ist eine Nachricht an die Person; nur ihre eigene Nachricht beweist eine Einwilligung',
    });
  if ((await currentContact(tx, row.contact_id)) !== contactId)
    throw invalidField(path, {
      en: 'is a message of somebody else; give a message of this contact',
      de: 'ist die Nachricht von jemand anderem; geben Sie eine Nachricht dieses Kontakts an',
    });
  const text = wordsOf(JSON.parse(row.content) as Readonly<Record<string, unknown>>);
  return {
    proven: true,
    occurredAt: new Date(row.created_at),
    metaTime: row.dated_ahead === null,
    ...(text === undefined ? {} : { word: text.slice(0, 60) }),
    evidence: { messageId: row.id, wamid: row.wamid, ...(text === undefined ? {} : { text }) },
  };
}

// What the person wrote, or what stands on the button they tapped.
function wordsOf(content: Readonly<Record<string, unknown>>): string | undefined {
  const words = content.text ?? content.caption;
  return typeof words === 'string' ? words : undefined;
}
