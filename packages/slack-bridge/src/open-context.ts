import type { SlackBridgeOptions } from './bridge.ts';
import type { BridgeContext } from './bridge-context.ts';
import { findPlace } from './find-place.ts';
import { untilAnswered } from './gateway-patience.ts';
import { conversationFinder } from './inbox/conversation-of-thread.ts';
import { TOOL } from './place.ts';
import { Pacer, SLACK_PACE } from './slack/pace.ts';
import { PLACE_WAIT_MS } from './slack/place-trouble.ts';
import { SlackCalls } from './slack/slack-calls.ts';
import { Workspace } from './slack/workspace.ts';
import { wordsIn } from './words/words.ts';

/** What the start has made already. */
type Ready = Pick<BridgeContext, 'gateway' | 'log' | 'now' | 'sleep'> & { readonly fetch: typeof fetch };

/** Asks Slack and the gateway for what the bridge works with; waits until both have answered. */
export async function openContext(options: SlackBridgeOptions, ready: Ready): Promise<BridgeContext> {
  const { settings, placeWaitMs = PLACE_WAIT_MS } = options;
  const { gateway, log, now, sleep } = ready;
  const calls = callsFor(options, ready);
  const place = await findPlace(calls, settings.channelId, log);
  const { lookAgainMs } = options;
  const workspace = new Workspace({ calls, place, sleep, now: () => now().getTime(), lookAgainMs });
  const patience = { sleep, log, onFailure: tellOnce(options.onWaiting) };
  const language = settings.language ?? (await untilAnswered(() => gateway.getBusiness(), patience)).language;
  await untilAnswered(() => gateway.getToolState(TOOL, 'cursor'), patience);
  const conversationOf = conversationFinder({ gateway, workspace, place, log, sleep });
  const words = wordsIn(language);
  return { conversationOf, gateway, workspace, place, settings, words, log, now, sleep, placeWaitMs };
}

function callsFor(
  { settings, paces = SLACK_PACE, slackTimeoutMs }: SlackBridgeOptions,
  { log, now, sleep, fetch }: Ready,
): SlackCalls {
  return new SlackCalls({
    token: settings.botToken,
    apiUrl: settings.slackApiUrl,
    pacer: new Pacer(paces, () => now().getTime(), sleep),
    sleep,
    log,
    fetch,
    ...(slackTimeoutMs === undefined ? {} : { timeoutMs: slackTimeoutMs }),
  });
}

function tellOnce(onWaiting: SlackBridgeOptions['onWaiting']) {
  let isTold = false;
  return async (_failed: number, error: Error): Promise<void> => {
    if (!isTold) onWaiting?.(error.message);
    isTold = true;
  };
}
