import { randomBytes } from 'node:crypto';
import { headOf } from '../events/cursor.ts';
import { invalidField } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import { checkNumbers } from '../numbers/known-numbers.ts';
import type { Runtime } from '../runtime.ts';
import { newId } from '../store/new-id.ts';
import { targetProblem } from './target.ts';
import type { SubscriptionRow } from './view.ts';

/** Standard Webhooks: between 24 and 64 bytes. */
const SECRET_BYTES = 32;

/** Every event is matched against each of them; a business has a handful. */
const MAX_SUBSCRIPTIONS = 1000;

/** Makes a subscription that starts with what happens from now on; its secret is shown this once. */
export async function createSubscription(
  runtime: Runtime,
  { body, key }: Pick<Call<'createSubscription'>, 'body' | 'key'>,
): Promise<{ readonly row: SubscriptionRow; readonly secret: string }> {
  const problem = targetProblem(body.url, runtime.settings.allowedHosts);
  if (problem !== undefined) throw invalidField('url', problem, 'URL_NOT_ALLOWED');
  const numbers = numbersFor(body.numbers ?? [], key.numbers);
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const row = await runtime.store.write(async (tx) => {
    await checkNumbers(tx, numbers);
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
        url: body.url,
        types: JSON.stringify([...new Set(body.types ?? [])]),
        numbers: JSON.stringify(numbers),
        filter: JSON.stringify(body.filter ?? {}),
        secret: runtime.secrets.seal(secret),
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
  });
  return { row, secret };
}

// A key that is bound to numbers hears of those alone.
function numbersFor(wanted: readonly string[], bound: readonly string[]): readonly string[] {
  if (bound.length === 0) return wanted;
  const outside = wanted.findIndex((number) => !bound.includes(number));
  if (outside !== -1)
    throw invalidField(`numbers[${outside}]`, {
      en: 'is not one of the numbers that this key is bound to',
      de: 'ist keine der Nummern, an die dieser Schlüssel gebunden ist',
    });
  return wanted.length === 0 ? bound : wanted;
}
