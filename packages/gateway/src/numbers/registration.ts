import type { GraphResult } from '@parley/core/cloud-api';
import type { BusinessNumber } from '@parley/core/gateway-api';
import { readBusiness } from '../business/business.ts';
import type { Call, Handlers } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { metaProblem } from './meta-problem.ts';
import { type ConnectedNumber, connectedNumber, namedNumber } from './named-number.ts';
import { refreshNumber } from './refresh-numbers.ts';
import { viewNumberFor } from './view.ts';

type Steps = 'requestNumberCode' | 'verifyNumber' | 'registerNumber';

/**
 * The three steps that bring a number to the Cloud API: a code by SMS or voice call, its confirmation, and the
 * registration under a PIN. Each answers with the number as Meta describes it afterwards.
 */
export function registrationHandlers(runtime: Runtime): Pick<Handlers, Steps> {
  const step = async (
    call: Pick<Call<Steps>, 'params' | 'key' | 'language'>,
    what: string,
    field: string,
    make: (number: ConnectedNumber) => Promise<GraphResult<void>>,
  ): Promise<BusinessNumber> => {
    const { id } = await namedNumber(runtime.store.read, call.key, call.params.id);
    const number = connectedNumber(runtime, id);
    const answer = await make(number);
    if (!answer.ok) throw metaProblem(answer, field);
    runtime.log.info({ number: id, key: call.key.id }, what);
    await refreshNumber(runtime, number.settings);
    return viewNumberFor(await namedNumber(runtime.store.read, call.key, id), call.language);
  };
  return {
    requestNumberCode: (call) =>
      step(call, 'number code requested', 'method', async ({ settings, api }) => {
        const language = call.body.language ?? (await readBusiness(runtime.store.read)).language;
        const method = call.body.method === 'voice' ? 'VOICE' : 'SMS';
        return api.requestCode(settings.id, method, language.replace('-', '_'));
      }),
    verifyNumber: (call) =>
      step(call, 'number verified', 'code', ({ settings, api }) =>
        api.verifyCode(settings.id, call.body.code.replace(/\D/g, '')),
      ),
    registerNumber: (call) =>
      step(call, 'number registered', 'pin', ({ settings, api }) =>
        api.registerNumber(settings.id, call.body.pin, call.body.dataRegion),
      ),
  };
}
