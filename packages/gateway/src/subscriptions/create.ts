import { randomBytes } from 'node:crypto';
import { headOf } from '../events/cursor.ts';
import { readAll } from '../http/all-faults.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import { readNumbers } from '../numbers/known-numbers.ts';
import { targetProblem } from '../outgoing/target.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { newId } from '../store/new-id.ts';
import type { SubscriptionRow } from './view.ts';

/** Standard Webhooks: between 24 and 64 bytes. */
const SECRET_BYTES = 32;

/** Every event is matched against each of them; a business has a handful. */
const MAX_SUBSCRIPTIONS = 1000;

/**
 * A tool that asks again has lost an answer, and its secret with it; that many of those it was given go on to sign, so
 * that whichever it holds fits.
 */
const OLDER_SECRETS = 3;

/**
 * Makes a subscription that starts with what happens from now on; its secret is shown this once. One that the same tool
 * has asked for in the same words is that subscription again, with one secret more.
 */
export async function createSubscription(
  runtime: Runtime,
  { body, key }: Pick<Call<'createSubscription'>, 'body' | 'key'>,
): Promise<{ readonly row: SubscriptionRow; readonly secret: string }> {
  const [numbers] = await readAll(
    () => readNumbers(runtime.store.read, key, body.numbers),
    () => checkTarget(runtime, body.url),
  );
  const wish = {
    owner: key.tool ?? key.id,
    url: body.url,
    types: JSON.stringify([...new Set(body.types ?? [])].sort()),
    numbers: JSON.stringify([...new Set(numbers)].sort()),
    filter: filterText(body.filter),
  };
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const row = await runtime.store.write(async (tx) => {
    const same = await findSame(tx, wish);
    return same ? addSecret(tx, runtime, same, secret) : insert(tx, runtime, wish, secret);
  });
  return { row, secret };
}

function checkTarget(runtime: Runtime, url: string): void {
  const problem = targetProblem(url, runtime.settings.allowedHosts);
  if (problem !== undefined) throw invalidField('url', problem, 'URL_NOT_ALLOWED');
}

type Wish = Pick<SubscriptionRow, 'owner' | 'url' | 'types' | 'numbers' | 'filter'>;

// The same words in another order are the same wish.
function filterText({ direction, contentTypes }: NonNullable<Body['filter']> = {}): string {
  return JSON.stringify({
    ...(direction === undefined ? {} : { direction }),
    ...(contentTypes === undefined ? {} : { contentTypes: [...new Set(contentTypes)].sort() }),
  });
}

type Body = Call<'createSubscription'>['body'];

async function findSame(tx: Tx, wish: Wish): Promise<SubscriptionRow | undefined> {
  return tx
    .selectFrom('subscription')
    .selectAll()
    .where('owner', '=', wish.owner)
    .where('url', '=', wish.url)
    .where('types', '=', wish.types)
    .where('numbers', '=', wish.numbers)
    .where('filter', '=', wish.filter)
    .where('state', '!=', 'ended')
    .orderBy('id')
    .executeTakeFirst();
}

async function addSecret(
  tx: Tx,
  runtime: Runtime,
  row: SubscriptionRow,
  secret: string,
): Promise<SubscriptionRow> {
  const older = [row.secret, ...(JSON.parse(row.older_secrets) as string[])].slice(0, OLDER_SECRETS);
  return tx
    .updateTable('subscription')
    .set({ secret: runtime.secrets.seal(secret), older_secrets: JSON.stringify(older) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function insert(tx: Tx, runtime: Runtime, wish: Wish, secret: string): Promise<SubscriptionRow> {
  const known = await tx.selectFrom('subscription').select('id').limit(MAX_SUBSCRIPTIONS).execute();
  if (known.length >= MAX_SUBSCRIPTIONS)
    throw invalidField('url', {
      en: `there are ${MAX_SUBSCRIPTIONS} subscriptions already; delete those no longer used`,
      de: `es gibt schon ${MAX_SUBSCRIPTIONS} Abonnements; löschen Sie die, die niemand mehr braucht`,
    });
  return tx
    .insertInto('subscription')
    .values({
      id: newId('sub'),
      ...wish,
      secret: runtime.secrets.seal(secret),
      older_secrets: '[]',
      state: 'active',
      position: await headOf(tx),
      failing_since: null,
      gone_since: null,
      last_delivered_at: null,
      last_problem: null,
      created_at: runtime.now().getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
