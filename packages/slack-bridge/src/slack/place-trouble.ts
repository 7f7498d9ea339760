import type { BridgeContext } from '../bridge-context.ts';
import { isPlaceTrouble } from './slack-calls.ts';

/** A channel that is archived or left needs a person; Slack is not asked more often meanwhile. */
export const PLACE_WAIT_MS = 30_000;

/** Repeats a step until the channel and the installation work again; says in the log what a person has to do. */
export async function untilPlaceWorks<Result>(
  context: Pick<BridgeContext, 'log' | 'sleep' | 'placeWaitMs'>,
  step: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isPlaceTrouble(error)) throw error;
      context.log.error(
        { reason: error.reason },
        `${error.message} Everything for this channel waits until then.`,
      );
      await context.sleep(context.placeWaitMs);
    }
  }
}
