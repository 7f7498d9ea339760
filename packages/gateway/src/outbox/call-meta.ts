import type { CloudApi, SendOutcome } from '@parley/core/cloud-api';
import { cloudApiFor } from '../numbers/cloud-api.ts';
import type { Runtime } from '../runtime.ts';
import type { Claim } from './claim.ts';

export type MetaCaller = (claim: Claim) => Promise<SendOutcome>;

/** Makes the call of a claim and never throws: a failure that says nothing about the outcome leaves it unknown. */
export function metaCaller(runtime: Runtime): MetaCaller {
  const apis = new Map<string, CloudApi | undefined>();
  let made: Runtime['settings'] | undefined;
  const apiFor = (numberId: string) => {
    // Its token was replaced: what was made with the old one is of no use any more.
    if (made !== runtime.settings) apis.clear();
    made = runtime.settings;
    const api = apis.get(numberId) ?? cloudApiFor(runtime, numberId);
    apis.set(numberId, api);
    return api;
  };
  return async ({ messageId, numberId, request, isMarketing }) => {
    try {
      const api = apiFor(numberId);
      if (!api) return { kind: 'not_sent', cause: { code: 'NO_TOKEN', message: 'The number has no token.' } };
      const outcome = await (isMarketing
        ? api.sendMarketing(numberId, request)
        : api.sendMessage(numberId, request));
      runtime.meters.sends.add(outcome.kind);
      if (outcome.kind === 'accepted') runtime.pulse.accepted(numberId, messageId, runtime.now());
      return outcome;
    } catch (err) {
      runtime.log.error({ err }, 'a call failed in a way that says nothing about its outcome');
      runtime.meters.sends.add('unknown');
      return { kind: 'unknown', cause: { code: 'FAILED', message: 'The call failed.' } };
    }
  };
}
