import { randomBytes } from 'node:crypto';
import { headOf } from '../events/cursor.ts';
import { invalidField } from '../http/api-problem.ts';
import { targetProblem } from '../outgoing/target.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** The subscription behind `alertUrl`: there is one, and it is delivered, retried and signed as every other. */
const ALERT_SUBSCRIPTION = 'sub_alerts';

/** Standard Webhooks: between 24 and 64 bytes. */
const SECRET_BYTES = 32;

/** Where alerts are posted to; null when nowhere, also when that subscription was deleted. */
export async function readAlertUrl(tx: Tx): Promise<string | null> {
  const row = await tx
    .selectFrom('subscription')
    .select('url')
    .where('id', '=', ALERT_SUBSCRIPTION)
    .executeTakeFirst();
  return row?.url ?? null;
}

/** Throws 422 for an address that nothing may be posted to. */
export function checkAlertUrl(runtime: Runtime, url: string | null): void {
  const problem = url === null ? undefined : targetProblem(url, runtime.settings.allowedHosts);
  if (problem !== undefined) throw invalidField('alertUrl', problem, 'URL_NOT_ALLOWED');
}

/** Posts alerts to this address from now on, or nowhere; answers the secret of a new one, which is shown once. */
export async function setAlertUrl(tx: Tx, runtime: Runtime, url: string | null): Promise<string | undefined> {
  if ((await readAlertUrl(tx)) === url) return undefined;
  await tx.deleteFrom('delivery').where('subscription_id', '=', ALERT_SUBSCRIPTION).execute();
  await tx.deleteFrom('subscription').where('id', '=', ALERT_SUBSCRIPTION).execute();
  if (url === null) return undefined;
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  await tx
    .insertInto('subscription')
    .values({
      id: ALERT_SUBSCRIPTION,
      url,
      types: JSON.stringify(['alert.raised', 'alert.cleared']),
      numbers: '[]',
      filter: '{}',
      secret: runtime.secrets.seal(secret),
      older_secrets: '[]',
      owner: ALERT_SUBSCRIPTION,
      state: 'active',
      position: await headOf(tx),
      failing_since: null,
      gone_since: null,
      last_delivered_at: null,
      last_problem: null,
      created_at: runtime.now().getTime(),
    })
    .execute();
  return secret;
}
