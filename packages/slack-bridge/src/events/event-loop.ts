import { dataOf, type Event, type GatewayClient, GatewayProblem } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { notice } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { untilPlaceWorks } from '../slack/place-trouble.ts';
import { SlackRefusal } from '../slack/slack-calls.ts';
import { Position } from './position.ts';
import { SHOWN_EVENTS, showEvent } from './show-event.ts';
import { type Stage, tell } from './stage.ts';
import { StatusMarks } from './status-marks.ts';
import { Threads } from './threads.ts';
import { Tidier } from './tidier.ts';

/** Small enough that cards and marks are not far behind, large enough for a backlog. */
const BATCH = 100;
/** Long enough to be quiet, short enough for proxies that cut idle connections after 30 s. */
const POLL_SECONDS = 20;
/** At its very first start the bridge shows what can still be answered freely, not a month of history. */
const FIRST_LOOK_BACK_MS = 24 * 60 * 60 * 1000;

/**
 * Shows the gateway's events in Slack. Posts are made in order; cards and marks follow at their own pace. The cursor
 * moves when both are done, so a crash loses nothing; what may have been posted before is looked for in Slack first.
 */
export async function runEventLoop(
  context: BridgeContext,
  /** The same gateway; its calls end at once when the bridge stops, since a poll waits long. */
  poll: Pick<GatewayClient, 'listEvents'>,
  batch = BATCH,
): Promise<void> {
  const threads = new Threads(context);
  const marks = new StatusMarks(context);
  const toldRefusals = new Map<string, string>();
  const toldTasks = new Set<string>();
  const position = await Position.open(context);
  const settle = async () => {
    await untilPlaceWorks(context, () => threads.settle());
    await untilPlaceWorks(context, () => marks.settle());
  };
  const tidier = new Tidier(settle, (cursor) => position.done(cursor));
  let { cursor, shownId } = position;
  let lookBack = position.isFirst;
  // The run before may have ended amid a batch: its posts reach at most this many events past the last known one.
  let unsure = batch;
  for (;;) {
    const page = await nextPage(context, poll, cursor, batch);
    if (page.isRestart) {
      shownId = undefined;
      unsure = Number.POSITIVE_INFINITY;
    }
    for (const event of page.events) {
      const isShown = shownId !== undefined;
      if (event.id === shownId) shownId = undefined;
      if (lookBack && isOld(event, context.now())) continue;
      await untilShown(event, {
        context,
        threads,
        marks,
        isShown,
        mayBeThere: unsure > 0,
        toldRefusals,
        toldTasks,
      });
      if (!isShown) unsure -= 1;
    }
    const last = page.events.at(-1);
    if (last !== undefined && shownId === undefined) await position.shown(last.id, page.cursor);
    if (page.cursor !== cursor || last !== undefined || lookBack) tidier.upTo(page.cursor);
    cursor = page.cursor;
    const isAtEnd = page.events.length < batch;
    lookBack &&= !isAtEnd;
    if (isAtEnd) unsure = Math.min(unsure, batch);
  }
}

type Page = { readonly events: readonly Event[]; readonly cursor: string; readonly isRestart: boolean };

async function nextPage(
  context: BridgeContext,
  poll: Pick<GatewayClient, 'listEvents'>,
  cursor: string,
  limit: number,
): Promise<Page> {
  const ask = (after: string) =>
    untilAnswered(
      () => poll.listEvents({ after, types: SHOWN_EVENTS, waitSeconds: POLL_SECONDS, limit }),
      context,
    );
  try {
    return { ...(await ask(cursor)), isRestart: false };
  } catch (error) {
    if (!(error instanceof GatewayProblem) || error.problem.status !== 410) throw error;
    context.log.error({}, 'Events older than 30 days are gone; Slack misses some. Going on from the oldest.');
    return { ...(await ask('')), isRestart: true };
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
    const { conversation } = dataOf(event);
    if (error instanceof GatewayProblem || !conversation) return;
    const line = { ...notice(context.words.notShown), id: `lost:${event.id}` };
    const conversationId = conversation.id;
    await untilPlaceWorks(context, () => tell(conversationId, line, event, stage));
  }
}

function isOld(event: Event, now: Date): boolean {
  return now.getTime() - new Date(event.at).getTime() > FIRST_LOOK_BACK_MS;
}
