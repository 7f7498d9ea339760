import { invalidField } from '../http/api-problem.ts';
import { changeNumber } from '../numbers/change-number.ts';
import { targetProblem } from '../outgoing/target.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';

/** Throws 422 for an address that webhooks may not be passed on to. */
export function checkForwardTo(runtime: Runtime, url: string): void {
  const problem = targetProblem(url, runtime.settings.allowedHosts);
  if (problem !== undefined) throw invalidField('forwardTo', problem, 'URL_NOT_ALLOWED');
}

/** Passes a number's webhooks on from now on, or no longer; what waits for an address that nobody names any more goes. */
export async function changeForwardTo(
  tx: Tx,
  runtime: Runtime,
  numberId: string,
  url: string | null,
): Promise<void> {
  await changeNumber(tx, numberId, { forward_to: url }, runtime.now());
  await tx
    .deleteFrom('forward')
    .where('url', 'not in', (select) =>
      select
        .selectFrom('business_number')
        .select('forward_to')
        .where('forward_to', 'is not', null)
        .$castTo<{ forward_to: string }>(),
    )
    .execute();
}
