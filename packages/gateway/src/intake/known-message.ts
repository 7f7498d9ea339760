import { sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import { statement, type Tx } from '../store/index.ts';
import { SEEN_KEPT_MS } from './seen.ts';

/** A customer's message as Meta names it. */
export type NamedMessage = { readonly numberId: string; readonly wamid: string };

const findByWamid = statement((db, { wamid }: { wamid: string }) =>
  db.selectFrom('message').select('id').where('wamid', '=', wamid),
);

const findAny = statement((db) =>
  db.selectFrom('forgotten_message').select('forgotten_at').limit(sql.lit(1)),
);

const findForgotten = statement((db, { hash }: { hash: string }) =>
  db.selectFrom('forgotten_message').select('forgotten_at').where('hash', '=', hash),
);

/** Whether the message is stored. Its wamid is the record that it has been taken in: no other is needed. */
export async function isStored(tx: Tx, { wamid }: NamedMessage): Promise<boolean> {
  return (await findByWamid.first(tx, { wamid })) !== undefined;
}

/** Whether the message was erased together with its person: Meta sends it again all the same when an answer was lost. */
export async function wasForgotten(tx: Tx, runtime: Runtime, message: NamedMessage): Promise<boolean> {
  // Mostly nobody was erased in these days; a hash costs more than to ask for that.
  if (!(await findAny.first(tx, {}))) return false;
  return (await findForgotten.first(tx, { hash: hashOf(runtime, message) })) !== undefined;
}

/** Keeps in mind, as keyed hashes, which messages are being erased; those that Meta gave up long ago need no note. */
export async function noteForgotten(
  tx: Tx,
  runtime: Runtime,
  messages: readonly (NamedMessage & { readonly at: number })[],
): Promise<void> {
  const now = runtime.now().getTime();
  for (const message of messages) {
    if (message.at < now - SEEN_KEPT_MS) continue;
    await tx
      .insertInto('forgotten_message')
      .values({ hash: hashOf(runtime, message), forgotten_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

function hashOf(runtime: Runtime, { numberId, wamid }: NamedMessage): string {
  return runtime.secrets.hash('webhook', ['message', numberId, wamid].join('\n'));
}
