import type { HistoryEvent } from '@parley/core/cloud-api';
import { believeMetaTime } from '@parley/core/consent';
import { suppressionOfPerson } from '../consent/suppression.ts';
import { findOrCreateContact } from '../contacts/find.ts';
import { openQuietly } from '../conversations/open-quietly.ts';
import { appendMessageEvent } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { isStored, wasForgotten } from './known-message.ts';
import { heedPastOptOut } from './past-opt-out.ts';
import { recordNumber } from './record-number.ts';
import { storePast } from './store-past.ts';

type Thread = HistoryEvent['threads'][number];

/**
 * A part of what was written with the phone app before the number was connected. It is kept and told as imported, and
 * starts nothing: no answer, no open case, no window, since Meta documents none for what came before the connection, and
 * an unknown window is closed. An opt-out in it counts all the same: it was said to the business, whatever app it had.
 */
export async function receiveHistory(tx: Tx, runtime: Runtime, item: HistoryEvent): Promise<void> {
  await recordNumber(tx, runtime, item);
  for (const thread of item.threads) await importThread(tx, runtime, item.numberId, thread);
  if (item.error)
    runtime.log.info(
      { number: item.numberId, code: item.error.code },
      'the history of a number is not shared',
    );
  const isWhole = item.threads.every((thread) => thread.unreadable === 0 && isNamed(thread));
  if (!isWhole) await keepRaw(tx, runtime, item, 'unreadable');
  else if (item.error || item.threads.length === 0) await keepRaw(tx, runtime, item, 'outside');
}

async function importThread(tx: Tx, runtime: Runtime, numberId: string, thread: Thread): Promise<void> {
  if (!isNamed(thread)) return;
  const now = runtime.now();
  const fresh = [];
  for (const message of await importable(tx, runtime, thread)) {
    const named = { numberId, wamid: message.wamid };
    if ((await isStored(tx, named)) || (await wasForgotten(tx, runtime, named))) continue;
    const { at, isMetas } = believeMetaTime(message.at, now);
    fresh.push({ ...message, at, isDatedAhead: !isMetas });
  }
  const inOrder = fresh.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const last = inOrder.at(-1);
  if (!last) return;
  const { id: contactId } = await findOrCreateContact(tx, runtime, thread.person, 'whatsapp', now, last.at);
  const conversation = await openQuietly(tx, { contactId, numberId, at: now }, last.at);
  const imported = [];
  for (const message of inOrder) {
    const row = await storePast(tx, runtime, conversation, message);
    if (row) imported.push(row);
  }
  for (const { id } of imported) await appendMessageEvent(tx, runtime, 'message.imported', id, now);
  for (const row of imported) await heedPastOptOut(tx, runtime, conversation, row);
}

// Who was erased comes back without what was said before.
async function importable(
  tx: Tx,
  runtime: Runtime,
  { person, messages }: Thread,
): Promise<Thread['messages']> {
  const suppression = await suppressionOfPerson(tx, runtime, person);
  return suppression ? messages.filter(({ at }) => at > suppression.since) : messages;
}

function isNamed({ person }: Thread): boolean {
  return (person.phone ?? person.userId ?? person.parentUserId) !== undefined;
}
