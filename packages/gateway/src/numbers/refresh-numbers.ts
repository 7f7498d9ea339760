import type { NumberInfo } from '@parley/core/cloud-api';
import type { Runtime } from '../runtime.ts';
import { changeNumber } from './change-number.ts';
import { cloudApiWith } from './cloud-api.ts';

/** Asks Meta how the numbers are doing; what cannot be asked keeps what was known. */
export async function refreshNumbers(runtime: Runtime): Promise<boolean> {
  let isComplete = true;
  for (const { id, token } of runtime.settings.numbers) {
    const answer = await cloudApiWith(runtime, token).getNumber(id);
    if (!answer.ok) {
      isComplete = false;
      runtime.log.warn(
        { number: id, problem: answer.error ? answer.error.code : answer.cause.code },
        'number not refreshed',
      );
      continue;
    }
    await runtime.store.write((tx) => changeNumber(tx, id, known(answer.value), runtime.now()));
  }
  return isComplete;
}

function known(info: NumberInfo) {
  return {
    ...(info.displayNumber === undefined ? {} : { display_number: info.displayNumber }),
    ...(info.verifiedName === undefined ? {} : { verified_name: info.verifiedName }),
    ...(info.quality === undefined ? {} : { quality: info.quality }),
    ...(info.throughput === undefined ? {} : { throughput: info.throughput }),
  };
}
