import * as z from 'zod';
import type { BridgeContext } from '../bridge-context.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { linkedTs, messageKey, TOOL } from '../place.ts';
import type { Inbox } from './inbox.ts';
import { readSlackMessage } from './read-message.ts';

const KEY = 'attended';
const Attended = z.object({ until: z.string() });

/**
 * Slack repeats an event at once, after one and after five minutes. Half a minute later it has given up, and what was
 * written while nobody listened has to be looked for.
 */
const GIVEN_UP_MS = 6.5 * 60 * 1000;
/** An older reply is not answered to any more by being told about. */
const LOOK_BACK_MS = 24 * 60 * 60 * 1000;
/** Reading a thread is a call of its own, and Slack takes 50 a minute: the latest conversations, within two minutes. */
const MOST_THREADS = 100;

/**
 * Looks through the threads for replies that Slack could not deliver to us, and tells their authors that they were not
 * sent: hours later nobody knows whether they still fit. Then keeps noting until when everything was attended to.
 */
export async function watchMissedReplies(
  context: BridgeContext,
  inbox: Inbox,
  givenUpMs = GIVEN_UP_MS,
): Promise<void> {
  const { gateway, now, sleep } = context;
  const stored = await untilAnswered(() => gateway.getToolState(TOOL, KEY), context);
  const attended = Attended.safeParse(stored?.value);
  let until = now();
  // Before the first note there was no bridge that could have missed anything.
  if (!attended.success) await note(until, context);
  await sleep(givenUpMs);
  if (attended.success) await tellMissed(new Date(attended.data.until), until, context, inbox);
  for (;;) {
    await note(until, context);
    until = now();
    await sleep(givenUpMs);
  }
}

async function note(until: Date, context: BridgeContext): Promise<void> {
  const value = { until: until.toISOString() };
  await untilAnswered(() => context.gateway.putToolState(TOOL, KEY, { value }), context);
}

async function tellMissed(since: Date, until: Date, context: BridgeContext, inbox: Inbox): Promise<void> {
  const { gateway, place, now } = context;
  const from = new Date(Math.max(since.getTime(), now().getTime() - LOOK_BACK_MS));
  const { items } = await untilAnswered(() => gateway.listConversations({ limit: MOST_THREADS }), context);
  for (const conversation of items) {
    const threadTs = linkedTs(place, conversation.links);
    if (threadTs !== undefined) await tellMissedIn(threadTs, from, until, context, inbox);
  }
}

async function tellMissedIn(
  threadTs: string,
  from: Date,
  until: Date,
  context: BridgeContext,
  inbox: Inbox,
): Promise<void> {
  const { gateway, place, settings, workspace, now } = context;
  for (const message of await workspace.history.unmarkedReplies(threadTs, from)) {
    if (Number(message.ts) * 1000 > until.getTime()) continue;
    const event = { ...message, channel: place.channelId };
    const row = readSlackMessage(event, place, settings.replyMode, now());
    if (row === undefined) continue;
    if (row.kind !== 'reply') {
      await untilAnswered(() => inbox.take(row, true), context);
      continue;
    }
    const link = await untilAnswered(() => gateway.getLink(TOOL, messageKey(place, row.ts)), context);
    if (link !== undefined) continue;
    await untilAnswered(() => inbox.take({ ...row, kind: 'held', heldFor: 'missed' }, true), context);
  }
}
