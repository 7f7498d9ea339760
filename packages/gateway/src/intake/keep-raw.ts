import type { WebhookEvent } from '@parley/core/cloud-api';
import { findContact } from '../contacts/find.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import { rawPayload } from './raw-payload.ts';
import { isFirstTime } from './seen.ts';

/** Keeps an item whole that is not translated or could not be processed, so that nothing a webhook said is lost. */
export async function keepRaw(tx: Tx, runtime: Runtime, item: WebhookEvent): Promise<void> {
  const payload = rawPayload(item.raw);
  const field = 'field' in item ? item.field : item.kind;
  if (!(await isFirstTime(tx, runtime, ['raw', field, payload]))) return;
  const numberId = 'numberId' in item ? item.numberId : undefined;
  await tx
    .insertInto('raw_item')
    .values({
      id: newId('raw'),
      field,
      account_id: item.accountId ?? null,
      number_id: numberId ?? null,
      contact_id: (await personIn(tx, item.raw)) ?? null,
      payload,
      received_at: runtime.now().getTime(),
    })
    .execute();
  const fault = item.kind === 'unreadable' ? { path: item.path, problem: item.message } : {};
  runtime.log.info({ kind: item.kind, field, ...fault }, 'a webhook item is kept raw');
}

// Whom it is about, where that can be told: erasing the person must reach what is kept raw too.
async function personIn(tx: Tx, raw: unknown): Promise<string | undefined> {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { from, wa_id, recipient_id, to, from_user_id, user_id } = raw as Record<string, unknown>;
  const phone = [from, wa_id, recipient_id, to].find(isDigits);
  const userId = [from_user_id, user_id].find((value) => typeof value === 'string');
  if (phone === undefined && typeof userId !== 'string') return undefined;
  return findContact(tx, {
    ...(phone === undefined ? {} : { phone: `+${phone.replace('+', '')}` }),
    ...(typeof userId === 'string' ? { userId } : {}),
  });
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\+?\d{5,16}$/.test(value);
}
