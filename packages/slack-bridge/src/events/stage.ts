import type { Event } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import type { SlackMessage } from '../slack/workspace.ts';
import type { StatusMarks } from './status-marks.ts';
import type { Threads } from './threads.ts';

/** What one event is shown with. */
export type Stage = {
  readonly context: BridgeContext;
  readonly threads: Threads;
  readonly marks: StatusMarks;
  /** An earlier run posted for this event what there was to post; only cards and marks may be missing. */
  readonly isShown: boolean;
  /** An earlier run may have posted for this event already. */
  readonly mayBeThere: boolean;
  /** By conversation, when the refusal was that its thread was told last. */
  readonly toldRefusals: Map<string, string>;
  /** Tasks that their threads were told of. */
  readonly toldTasks: Set<string>;
};

/** Posts a line for an event into the conversation's thread, once over all runs. */
export async function tell(
  conversationId: string,
  line: SlackMessage & { readonly id: string },
  event: Event,
  stage: Stage,
): Promise<{ ts: string } | undefined> {
  if (stage.isShown) return undefined;
  const { mayBeThere } = stage;
  return stage.threads.post(conversationId, { ...line, since: new Date(event.at), mayBeThere });
}
