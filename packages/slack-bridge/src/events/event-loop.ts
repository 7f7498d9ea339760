import type { Event, GatewayClient } from '@parley/core/gateway-api';
import { GatewayProblem } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { notice } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { TOOL } from '../place.ts';
import { untilPlaceWorks } from '../slack/place-trouble.ts';
import { SlackRefusal } from '../slack/slack-calls.ts';
import { SHOWN_EVENTS, showEvent } from './show-event.ts';
import type { Stage } from './show-message.ts';
import { StatusMarks } from './status-marks.ts';
import { Threads } from './threads.ts';

const CURSOR_KEY = 'cursor';
const BATCH = 100;
/** Long enough to be quiet, short enough for proxies that cut idle connections after 30 s. */
const POLL_SECONDS = 20;
/** At its very first start the bridge shows what can still be answered freely, not a month of history. */
const FIRST_LOOK_BACK_MS = 24 * 60 * 60 * 1000;

/**
 * Shows the gateway's events in Slack, in order. The cursor moves only when a batch is shown whole, so a crash shows
 * a batch again; what stands in Slack already is found there by its id and not posted a second time.
 */
export async function runEventLoop(
  context: BridgeContext,
  /** The same gateway; its calls end at once when the bridge stops, since a poll waits long. */
  poll: Pick<GatewayClient, 'listEvents'>,
): Promise<void> {
  const threads = new Threads(context);
  const marks = new StatusMarks(context);
  const toldRefusals = new Map<string, string>();
  const position = await readCursor(context);
  let { cursor } = position;
  let mayBeThere = true;
  for (;;) {
    const page = await nextPage(context, poll, cursor);
    const stage: Stage = { context, threads, marks, mayBeThere, toldRefusals };
    for (const event of page.events) {
      if (position.isFirst && isOld(event, context.now())) continue;
      await untilShown(event, stage);
    }
    await untilPlaceWorks(context, () => threads.settle());
    await untilPlaceWorks(context, () => marks.settle());
    if (page.cursor !== cursor || position.isFirst) {
      cursor = page.cursor;
      await untilAnswered(
        () => context.gateway.putToolState(TOOL, CURSOR_KEY, { value: { cursor } }),
        context,
      );
    }
    if (page.events.length < BATCH) position.isFirst = false;
    mayBeThere = false;
  }
}

async function readCursor(context: BridgeContext): Promise<{ cursor: string; isFirst: boolean }> {
  const stored = await untilAnswered(() => context.gateway.getToolState(TOOL, CURSOR_KEY), context);
  const cursor = (stored?.value as { cursor?: unknown } | undefined)?.cursor;
  return typeof cursor === 'string' ? { cursor, isFirst: false } : { cursor: '', isFirst: true };
}

async function nextPage(context: BridgeContext, poll: Pick<GatewayClient, 'listEvents'>, cursor: string) {
  const ask = (after: string) =>
    untilAnswered(
      () => poll.listEvents({ after, types: SHOWN_EVENTS, waitSeconds: POLL_SECONDS, limit: BATCH }),
      context,
    );
  try {
    return await ask(cursor);
  } catch (error) {
    if (!(error instanceof GatewayProblem) || error.problem.status !== 410) throw error;
    context.log.error({}, 'Events older than 30 days are gone; Slack misses some. Going on from the oldest.');
    return ask('');
  }
}

/** Shows one event, however long Slack needs; what Slack will never take is named in the thread instead. */
async function untilShown(event: Event, stage: Stage): Promise<void> {
  const { context } = stage;
  try {
    await untilPlaceWorks(context, () => showEvent(event, stage));
  } catch (error) {
    if (!(error instanceof GatewayProblem || error instanceof SlackRefusal)) throw error;
    context.log.error(
      { event: event.id, type: event.type, problem: error.message },
      'An event could not be shown',
    );
    const conversation = (event.data as { conversation?: { id?: string } }).conversation;
    if (error instanceof GatewayProblem || conversation?.id === undefined) return;
    const line = { ...notice(context.words.notShown), id: `lost:${event.id}`, since: new Date(event.at) };
    const conversationId = conversation.id;
    await untilPlaceWorks(context, () =>
      stage.threads.post(conversationId, { ...line, mayBeThere: stage.mayBeThere }),
    );
  }
}

function isOld(event: Event, now: Date): boolean {
  return now.getTime() - new Date(event.at).getTime() > FIRST_LOOK_BACK_MS;
}
