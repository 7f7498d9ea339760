import { switchesOf } from '../account/switches.ts';
import { takeFault } from '../faults/faults.ts';
import type { Person } from '../people/people.ts';
import type { Sandbox } from '../sandbox.ts';
import { type Envelope, mergeEnvelopes } from './payloads.ts';
import { toWebhookJson } from './signature.ts';
import { callbackFor, isSubscribed } from './subscription.ts';

/** What a webhook is about: a chat of one number, or the account. */
export type WebhookSubject = { numberId: string; person: Person } | 'account';

const EVERY_LANE = 'every';

type OpenBatch = { id: number; body: string };

/**
 * Puts a webhook into the queue, as part of the write that made it: it is on disk together with what it tells.
 * A fault that waits for webhooks is used up here.
 */
export function enqueueWebhook(sandbox: Sandbox, subject: WebhookSubject, envelope: Envelope): void {
  const { db, account, now, webhookUrl } = sandbox;
  if (!isSubscribed(db)) return;
  const nowMs = now();
  const chat = subject === 'account' ? undefined : subject;
  const url = callbackFor(db, account.businessAccountId, chat?.numberId, webhookUrl);
  const lane = chat ? `${chat.numberId} ${chat.person.phone}` : 'account';
  const shown = switchesOf(db).userIds ? envelope : withoutUserIds(envelope);
  if (joinsOpenBatch(sandbox, shown, lane, nowMs)) return;
  const fault = takeFault(db, 'webhook', [chat?.person.phone, chat?.person.userId]);
  const body = toWebhookJson(shown);
  // A batch that is not limited to one person takes in every lane's webhooks.
  const ownLane = fault?.fault === 'batch' && fault.to === null ? EVERY_LANE : lane;
  const insert = (held: string | null, dueMs: number) =>
    db.run(
      "INSERT INTO webhooks (lane, url, body, state, held, due_ms, created_ms) VALUES (?, ?, ?, 'waiting', ?, ?, ?)",
      ownLane,
      url,
      body,
      held,
      dueMs,
      nowMs,
    );
  switch (fault?.fault) {
    case 'delay':
    case 'reorder':
    case 'batch':
      insert(fault.fault, nowMs + fault.delayMs);
      break;
    case 'duplicate':
      insert(null, nowMs);
      insert(null, nowMs);
      break;
    case undefined:
      insert(null, nowMs);
      break;
  }
}

/** While a batch is being collected, whatever comes goes into it. */
function joinsOpenBatch({ db }: Sandbox, envelope: Envelope, lane: string, nowMs: number): boolean {
  const batch = db.get<OpenBatch>(
    "SELECT id, body FROM webhooks WHERE state = 'waiting' AND held = 'batch' AND due_ms > ? AND attempts = '[]' AND lane IN (?, ?) LIMIT 1",
    nowMs,
    lane,
    EVERY_LANE,
  );
  if (!batch) return false;
  const merged = mergeEnvelopes(JSON.parse(batch.body) as Envelope, envelope);
  db.run('UPDATE webhooks SET body = ? WHERE id = ?', toWebhookJson(merged), batch.id);
  return true;
}

/** The names under which webhooks carry business-scoped user ids. */
const USER_ID_FIELDS: ReadonlySet<string> = new Set([
  'user_id',
  'parent_user_id',
  'from_user_id',
  'from_parent_user_id',
  'recipient_user_id',
  'parent_recipient_user_id',
]);

/** As webhooks were before there were user ids. */
function withoutUserIds<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutUserIds) as T;
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !USER_ID_FIELDS.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutUserIds(inner)])) as T;
}
