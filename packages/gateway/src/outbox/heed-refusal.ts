import { errorCode, type MetaError } from '@parley/core/cloud-api';
import type { OutboundContent } from '@parley/core/message';
import { isWithContacts } from '../conversations/with-contacts.ts';
import type { MessageRow } from '../messages/message-row.ts';
import { changeNumber } from '../numbers/change-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tables, Tx } from '../store/index.ts';
import { MINUTE_MS } from '../time-units.ts';
import { heedMetasOptOut } from './heed-opt-out.ts';

/** Meta names no end of its spam limit (131048): after an hour one message finds out whether it is over. */
const SPAM_WAIT_MS = 60 * MINUTE_MS;

/** The refusals of one campaign come by the hundred and say the same. */
const SAME_NEWS_MS = 5 * MINUTE_MS;

type Refused = Pick<MessageRow, 'id' | 'contact_id' | 'number_id' | 'content'>;

/**
 * Meta has refused a message, at once or afterwards: what that says about the person or the number is noted, so that
 * the next decision knows it. It is no ground to send the message again.
 */
export async function heedRefusal(
  tx: Tx,
  runtime: Runtime,
  message: Refused,
  error: MetaError,
  when: { readonly at: Date; readonly metaTime: boolean },
): Promise<void> {
  await heedMetasOptOut(tx, runtime, message, error, when);
  const at = when.at.getTime();
  switch (errorCode(error.code).topic) {
    case 'ecosystem':
      return note(tx, { contact_id: message.contact_id, kind: 'ecosystem', subject: '', count: 1, at });
    case 'undeliverable':
      return noteUndelivered(tx, message.contact_id, at);
    case 'experiment':
      return noteExperiment(tx, message, at);
    case 'spam_rate':
      return noteSpamLimit(tx, runtime, message.number_id);
    default:
      return;
  }
}

type Trouble = Tables['recipient_trouble'];

// Reports can come in any order: the latest one counts.
async function note(tx: Tx, trouble: Trouble): Promise<void> {
  const { contact_id, kind, subject } = trouble;
  const known = await findTrouble(tx, contact_id, kind, subject);
  const at = Math.max(trouble.at, known?.at ?? 0);
  await tx
    .insertInto('recipient_trouble')
    .values({ ...trouble, at })
    .onConflict((conflict) =>
      conflict.columns(['contact_id', 'kind', 'subject']).doUpdateSet({ at, count: trouble.count }),
    )
    .execute();
}

async function findTrouble(
  tx: Tx,
  contactId: string,
  kind: Trouble['kind'],
  subject: string,
): Promise<Trouble | undefined> {
  return tx
    .selectFrom('recipient_trouble')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

// In a row: whatever was delivered in between shows that the person can be reached.
async function noteUndelivered(tx: Tx, contactId: string, at: number): Promise<void> {
  const known = await findTrouble(tx, contactId, 'undelivered', '');
  const delivered =
    known &&
    (await tx
      .selectFrom('message')
      .select('id')
      .where(isWithContacts([contactId]))
      .where('direction', '=', 'outbound')
      .where('status', 'in', ['delivered', 'read', 'played'])
      .where('sending_at', '>', known.at)
      .limit(1)
      .executeTakeFirst());
  const count = known && !delivered ? known.count + 1 : 1;
  await note(tx, { contact_id: contactId, kind: 'undelivered', subject: '', count, at });
}

// Meta keeps a message from one of a hundred people to learn from it; this one never gets it, others do.
async function noteExperiment(tx: Tx, { contact_id, content }: Refused, at: number): Promise<void> {
  const sent = JSON.parse(content) as OutboundContent;
  if (sent.type !== 'template') return;
  await note(tx, { contact_id, kind: 'experiment', subject: sent.name, count: 1, at });
}

async function noteSpamLimit(tx: Tx, runtime: Runtime, numberId: string): Promise<void> {
  const now = runtime.now();
  const until = now.getTime() + SPAM_WAIT_MS;
  const known = await tx
    .selectFrom('business_number')
    .select('limited_until')
    .where('id', '=', numberId)
    .executeTakeFirst();
  if (known?.limited_until != null && known.limited_until > until - SAME_NEWS_MS) return;
  await changeNumber(tx, numberId, { limited_until: until }, now);
}
