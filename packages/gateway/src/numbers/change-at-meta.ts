import type { GraphResult, NumberProfile } from '@parley/core/cloud-api';
import { invalidField } from '../http/api-problem.ts';
import type { Call } from '../http/handler.ts';
import type { Runtime } from '../runtime.ts';
import { metaProblem } from './meta-problem.ts';
import { connectedNumber } from './named-number.ts';
import { refreshNumber } from './refresh-numbers.ts';

/** Changes at Meta what a PATCH of a number names: its profile, or the display name it asks for. */
export async function changeAtMeta(
  runtime: Runtime,
  numberId: string,
  { profile, displayName, stopped }: Call<'changeNumber'>['body'],
): Promise<void> {
  if (profile === undefined && displayName === undefined) return;
  if (displayName !== undefined && (profile !== undefined || stopped !== undefined)) throw notAlone();
  const { settings, api } = connectedNumber(runtime, numberId);
  const answer: GraphResult<void> =
    displayName === undefined
      ? await api.changeProfile(numberId, given(profile))
      : await api.requestName(numberId, displayName);
  if (!answer.ok) throw metaProblem(answer, displayName === undefined ? 'profile' : 'displayName');
  await refreshNumber(runtime, settings);
}

// Fields that were left out stay as they are.
function given(profile: Call<'changeNumber'>['body']['profile']): NumberProfile {
  const entries = Object.entries(profile ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

// Meta takes a name and a profile in two calls: a refusal of the second would leave half of the change done.
function notAlone() {
  return invalidField('displayName', {
    en: 'goes alone: ask for the name in a request of its own',
    de: 'steht allein: Beantragen Sie den Namen in einer eigenen Anfrage',
  });
}
