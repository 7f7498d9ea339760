import type { Runtime } from '../runtime.ts';
import { statement } from '../store/index.ts';
import { addresseesOf } from './addressees.ts';

/** The addresses that numbers name. */
export const listTargets = statement((db) =>
  db
    .selectFrom('business_number')
    .select(['id', 'account_id', 'forward_to'])
    .where('forward_to', 'is not', null),
);

/** An address that a number names. */
export type ForwardTarget = Awaited<ReturnType<typeof listTargets.all>>[number];

/** A webhook as it came. */
export type Arrived = {
  readonly rawBody: Uint8Array;
  readonly payload: unknown;
  readonly signature: string;
  readonly contentType: string;
};

/**
 * Keeps a webhook that is to be passed on: once for each address that one of its numbers names, whole, whatever else is
 * in it. Resolves when it is on the disk; it is then passed on however long that takes.
 */
export async function keepForForwarding(
  runtime: Runtime,
  arrived: Arrived,
  targets: readonly ForwardTarget[],
): Promise<void> {
  if (targets.length === 0) return;
  const { numberIds, accountIds } = addresseesOf(arrived.payload);
  const urls = new Set(
    targets
      .filter(({ id, account_id }) => numberIds.has(id) || accountIds.has(account_id))
      .map(({ forward_to }) => forward_to ?? ''),
  );
  if (urls.size === 0) return;
  const now = runtime.now().getTime();
  const row = {
    // Each byte as one character, so that what is sent is what came, and erasure can look for ASCII in it.
    payload: Buffer.from(arrived.rawBody).toString('latin1'),
    bytes: arrived.rawBody.byteLength,
    signature: arrived.signature,
    content_type: arrived.contentType,
    received_at: now,
    attempts: 0,
    next_attempt_at: now,
  };
  await runtime.store.write((tx) =>
    tx
      .insertInto('forward')
      .values([...urls].map((url) => ({ ...row, url })))
      .execute(),
  );
}
