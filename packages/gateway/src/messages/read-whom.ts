import type { Recipient } from '@parley/core/gateway-api';
import { type Resolved, resolveRecipient } from '../contacts/find.ts';
import { readAll } from '../http/all-faults.ts';
import type { CallerKey } from '../http/handler.ts';
import { chooseNumber, type NumberRow } from '../numbers/choose-number.ts';
import type { Tx } from '../store/index.ts';

/** Who is written to, and from which number; a number that is named is looked at even where the recipient is at fault. */
export async function readWhom(
  tx: Tx,
  {
    to,
    path,
    from,
    key,
  }: {
    readonly to: Recipient;
    /** The recipient's field in the request. */
    readonly path: string;
    readonly from: string | undefined;
    readonly key: CallerKey;
  },
): Promise<{ readonly recipient: Resolved; readonly number: NumberRow }> {
  const [recipient, named] = await readAll(
    () => resolveRecipient(tx, to, path),
    () => (from === undefined ? undefined : chooseNumber(tx, key, from)),
  );
  // A conversation has its number, which the one that is named must be.
  const isBound = recipient.kind === 'contact' && recipient.conversationId !== undefined;
  if (named && !isBound) return { recipient, number: named };
  return { recipient, number: await chooseNumber(tx, key, from, recipient) };
}
