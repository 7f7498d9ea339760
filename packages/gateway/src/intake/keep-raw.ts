import type { WebhookEvent } from '@parley/core/cloud-api';
import type { RawItem } from '@parley/core/gateway-api';
import { findContact } from '../contacts/find.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { rawPayload } from './raw-payload.ts';
import { isFirstTime } from './seen.ts';

/** What was kept, and whom it is about where that can be told. */
export type KeptRaw = { readonly id: string; readonly contactId: string | undefined };

/** Keeps an item whole from which nothing follows, so that nothing a webhook said is lost. */
export async function keepRaw(
  tx: Tx,
  runtime: Runtime,
  item: WebhookEvent,
  reason: RawItem['reason'],
): Promise<void> {
  await keepRawOnce(tx, runtime, item, reason);
}

/** The same for whoever tells of it; undefined when it was kept before. */
export async function keepRawOnce(
  tx: Tx,
  runtime: Runtime,
  item: WebhookEvent,
  reason: RawItem['reason'],
): Promise<KeptRaw | undefined> {
  const payload = rawPayload(item.raw);
  const field = 'field' in item ? item.field : item.kind;
  // The same words at another time are other news: a flow may break twice in a week.
  const at = 'at' in item && item.at !== undefined ? String(item.at.getTime()) : '';
  if (!(await isFirstTime(tx, runtime, ['raw', field, at, payload]))) return undefined;
  const id = newId('raw');
  const contactId = await personIn(tx, item);
  await tx
    .insertInto('raw_item')
    .values({
      id,
      field,
      reason,
      account_id: item.accountId ?? null,
      number_id: ('numberId' in item ? item.numberId : undefined) ?? null,
      contact_id: contactId ?? null,
      payload,
      received_at: runtime.now().getTime(),
    })
    .execute();
  const fault = item.kind === 'unreadable' ? { path: item.path, problem: item.message } : {};
  runtime.log.info({ kind: item.kind, field, reason, ...fault }, 'a webhook item is kept raw');
  return { id, contactId };
}

// Whom it is about, where that can be told: erasing the person must reach what is kept raw too.
async function personIn(tx: Tx, item: WebhookEvent): Promise<string | undefined> {
  const named = 'person' in item ? await findContact(tx, item.person) : undefined;
  if (named === undefined && item.kind === 'tracked' && item.wamid !== undefined)
    return contactOfMessage(tx, item.wamid);
  const { raw } = item;
  if (named !== undefined || typeof raw !== 'object' || raw === null) return named;
  const { from, wa_id, recipient_id, to, from_user_id, user_id } = raw as Record<string, unknown>;
  const phone = [from, wa_id, recipient_id, to].find(isDigits);
  const userId = [from_user_id, user_id].find((value) => typeof value === 'string');
  if (phone === undefined && typeof userId !== 'string') return undefined;
  return findContact(tx, {
    ...(phone === undefined ? {} : { phone: `+${phone.replace('+', '')}` }),
    ...(typeof userId === 'string' ? { userId } : {}),
  });
}

// What was seen after an ad names the message alone that the ad brought.
async function contactOfMessage(tx: Tx, wamid: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('message')
    .select('contact_id')
    .where('wamid', '=', wamid)
    .executeTakeFirst();
  return row?.contact_id;
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\+?\d{5,16}$/.test(value);
}
