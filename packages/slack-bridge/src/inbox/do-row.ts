import { GatewayProblem } from '@parley/core/gateway-api';
import type { BridgeContext } from '../bridge-context.ts';
import { notice, refusalNotice } from '../card/notice.ts';
import { untilAnswered } from '../gateway-patience.ts';
import { messageKey, TOOL } from '../place.ts';
import { ThreadGone } from '../slack/channel-history.ts';
import type { SlackPerson } from '../slack/people.ts';
import { untilPlaceWorks } from '../slack/place-trouble.ts';
import { SlackRefusal } from '../slack/slack-calls.ts';
import type { SlackMessage } from '../slack/workspace.ts';
import { keepDraft } from './drafts.ts';
import type { InboxRow } from './inbox-row.ts';

/** How long the gateway may be away before the author is told that the message waits. */
const TELL_AFTER_MS = 20_000;

/** Does what a row asks for; may be done again after a crash without doing anything twice. */
export async function doRow(row: InboxRow, isRepeat: boolean, context: BridgeContext): Promise<void> {
  try {
    await untilPlaceWorks(context, () => carryOut(row, isRepeat, context));
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    // The gateway's part is done; Slack will never take ours.
    context.log.error({ ts: row.ts, problem: error.message }, 'The answer to a message could not be shown');
  }
}

async function carryOut(row: InboxRow, isRepeat: boolean, context: BridgeContext): Promise<void> {
  const { workspace, words, settings } = context;
  const conversationId = await context.conversationOf(row.threadTs);
  if (conversationId === undefined) return;
  switch (row.kind) {
    case 'note':
      return workspace.react(row.ts, settings.reactions.note);
    case 'edited':
    case 'deleted':
      return tellChange(row, context);
    case 'held':
      return refuse(row, { reason: heldReason(row, context), draft: row.text || undefined }, context);
    case 'reply': {
      const person = await personOf(row, context);
      if (!person?.isStaff) return refuse(row, { reason: words.held.notStaff }, context);
      return send(row, conversationId, person, isRepeat, context);
    }
  }
}

async function send(
  row: InboxRow,
  conversationId: string,
  person: SlackPerson,
  isRepeat: boolean,
  context: BridgeContext,
): Promise<void> {
  const { gateway, workspace, place, words } = context;
  const key = messageKey(place, row.ts);
  // Told "not sent" once, it must not go out later because Slack or a restart brought it again.
  if (isRepeat && (await workspace.history.isThere(refusalPost(row)))) return;
  const startedAt = context.now().getTime();
  let told = false;
  const tellOnce = async () => {
    if (told || context.now().getTime() - startedAt < TELL_AFTER_MS) return;
    told = true;
    await say(row, `slow:${row.ts}`, notice(words.gatewaySlow), context);
  };
  try {
    const result = await untilAnswered(
      () =>
        gateway.sendMessage(
          {
            to: { conversationId },
            content: { type: 'text', text: row.text },
            purpose: 'service',
            links: [{ tool: TOOL, key, part: 0 }],
            sentBy: { tool: TOOL, kind: 'person', actor: row.userId, name: person.name },
          },
          { idempotencyKey: `slack:${key}` },
        ),
      { ...context, onFailure: tellOnce },
    );
    if (result.outcome === 'refused') {
      const { reason, remedy } = result.decision;
      const draftId = await keepDraft({ conversationId, text: row.text, ts: row.ts }, context);
      return await refuse(row, { reason, remedy, draft: row.text, templateFor: draftId }, context);
    }
    const { verdict, reason } = result.message.decision;
    if (verdict === 'deferred') await say(row, `deferred:${row.ts}`, notice(reason), context);
    if (row.droppedEmoji.length > 0)
      await workspace.whisper(row.userId, row.threadTs, words.droppedEmoji(row.droppedEmoji.join(' ')));
  } catch (error) {
    if (!(error instanceof GatewayProblem)) throw error;
    const { detail, remedy } = error.problem;
    await refuse(row, { reason: detail, remedy, draft: row.text }, context);
  }
}

async function refuse(
  row: InboxRow,
  refusal: Parameters<typeof refusalNotice>[0],
  context: BridgeContext,
): Promise<void> {
  const { id } = refusalPost(row);
  await context.workspace.react(row.ts, context.settings.reactions.failed);
  await say(row, id, refusalNotice(refusal, context.words), context);
}

function refusalPost(row: InboxRow): { id: string; threadTs: string; since: Date } {
  return { id: `refused:${row.ts}`, threadTs: row.threadTs, since: new Date(row.receivedAt) };
}

/** Says something in the row's thread, once over all repeats. */
async function say(row: InboxRow, id: string, message: SlackMessage, context: BridgeContext): Promise<void> {
  const { workspace } = context;
  try {
    await workspace.post({ ...message, ...refusalPost(row), id, mayBeThere: true });
  } catch (error) {
    if (!(error instanceof ThreadGone)) throw error;
    await workspace.whisper(row.userId, undefined, message.text);
  }
}

async function tellChange(row: InboxRow, context: BridgeContext): Promise<void> {
  const { gateway, place, words } = context;
  const link = await untilAnswered(() => gateway.getLink(TOOL, messageKey(place, row.ts)), context);
  // Never sent (a note, a refusal): then nobody outside has the earlier wording.
  if (!link?.items.some((item) => item.messageId !== null)) return;
  const text = row.kind === 'edited' ? words.editedAfter : words.deletedAfter;
  await say(row, `${row.kind}:${row.ts}`, notice(text), context);
}

async function personOf(row: InboxRow, context: BridgeContext): Promise<SlackPerson | undefined> {
  if (row.isForeign) return undefined;
  try {
    return await context.workspace.person(row.userId);
  } catch (error) {
    if (error instanceof SlackRefusal && /^users?_not_(found|visible)$/.test(error.reason)) return undefined;
    throw error;
  }
}

function heldReason(row: InboxRow, { words }: BridgeContext): string {
  switch (row.heldFor) {
    case 'files':
      return words.held.files;
    case 'empty':
      return words.held.empty;
    case 'unknown':
      return words.held.unknown;
    case 'tooLong':
      return words.held.tooLong(row.length ?? 0);
    case 'missed':
      return words.held.missed;
    case 'bot':
      return words.held.notStaff;
    case 'mention':
    case undefined:
      return words.held.mention;
  }
}
