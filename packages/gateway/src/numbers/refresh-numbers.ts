import type { GraphResult, NumberInfo, NumberProfile } from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';
import type { NumberSettings } from '../settings/settings.ts';
import { changeNumber, type NumberChange } from './change-number.ts';
import { cloudApiWith } from './cloud-api.ts';
import { infoOf } from './view.ts';

/** Asks Meta how the numbers are doing; what cannot be asked keeps what was known. */
export async function refreshNumbers(runtime: Runtime): Promise<boolean> {
  // 360dialog has no calls about numbers: what is known of them comes with webhooks.
  if (runtime.settings.whatsApp.provider === '360dialog') return true;
  let isComplete = true;
  for (const number of runtime.settings.numbers)
    if (!(await refreshNumber(runtime, number))) isComplete = false;
  return isComplete;
}

/** Asks Meta how one number is doing; false when it could not be asked. */
export async function refreshNumber(runtime: Runtime, { id, token }: NumberSettings): Promise<boolean> {
  const api = cloudApiWith(runtime, token);
  const answer = await api.getNumber(id);
  if (!answer.ok) {
    warn(runtime, id, answer, 'number not refreshed');
    return false;
  }
  const profile = await api.getProfile(id);
  if (!profile.ok) warn(runtime, id, profile, 'profile not refreshed');
  await runtime.store.write(async (tx) => {
    const row = await tx.selectFrom('business_number').select('info').where('id', '=', id).executeTakeFirst();
    if (!row) return;
    const known = profile.ok ? profile.value : infoOf(row).profile;
    await changeNumber(tx, id, changeOf(answer.value, known), runtime.now());
  });
  return true;
}

function warn(runtime: Runtime, number: string, answer: GraphResult<unknown>, what: string): void {
  if (answer.ok) return;
  const problem = answer.error ? answer.error.code : answer.cause.code;
  runtime.log.warn({ number, problem }, what);
}

function changeOf(info: NumberInfo, profile: NumberProfile | undefined): NumberChange {
  const { id: _, displayNumber, verifiedName, quality, throughput, ...more } = info;
  const kept = { ...more, ...(profile === undefined ? {} : { profile }) };
  return {
    ...(displayNumber === undefined ? {} : { display_number: displayNumber }),
    ...(verifiedName === undefined ? {} : { verified_name: verifiedName }),
    ...(quality === undefined ? {} : { quality }),
    ...(throughput === undefined ? {} : { throughput }),
    ...(info.onPhoneApp === undefined ? {} : { on_phone_app: info.onPhoneApp ? (1 as const) : (0 as const) }),
    // Green again: an earlier warning is over.
    ...(quality === 'GREEN' ? { flagged: 0 as const } : {}),
    info: JSON.stringify(kept),
  };
}
