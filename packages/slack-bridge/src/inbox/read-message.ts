import type { Place } from '../place.ts';
import type { ReplyMode } from '../settings.ts';
import { isInternalNote } from '../text/internal-note.ts';
import { convertMrkdwn } from '../text/mrkdwn.ts';
import { type ConvertedText, convertRichText } from '../text/rich-text.ts';
import type { InboxRow } from './inbox-row.ts';

/** WhatsApp's limit for a text: https://developers.facebook.com/docs/whatsapp/cloud-api/messages/text-messages */
const WHATSAPP_TEXT_LIMIT = 4096;

/** A Slack message event, as far as we read it; shortcuts carry the same shape. */
export type SlackMessageEvent = {
  readonly subtype?: string;
  readonly channel?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly app_id?: string;
  readonly team?: string;
  readonly user_team?: string;
  readonly text?: string;
  readonly blocks?: unknown;
  readonly files?: readonly unknown[];
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly event_ts?: string;
  readonly deleted_ts?: string;
  readonly message?: SlackMessageEvent;
  readonly previous_message?: SlackMessageEvent;
};

// Posts of members; everything else with a subtype is Slack's own (joins, topics, tombstones).
const SPOKEN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message', 'bot_message']);

/**
 * What a message event asks of us, or undefined when it is none of our business: not in a thread of our channel,
 * ours, or Slack's own. `wanted`: a person asked for it to be sent, so the reply mode does not matter.
 */
export function readSlackMessage(
  event: SlackMessageEvent,
  place: Place,
  mode: ReplyMode,
  now: Date,
  wanted = false,
): InboxRow | undefined {
  if (event.channel !== place.channelId) return undefined;
  if (event.subtype === 'message_changed' || event.subtype === 'message_deleted')
    return readChange(event, place, now);
  const { ts, thread_ts: threadTs } = event;
  if (!SPOKEN.has(event.subtype) || ts === undefined || threadTs === undefined || threadTs === ts)
    return undefined;
  if (event.user === place.botUserId) return undefined;
  const team = event.user_team ?? event.team;
  const base = {
    ts,
    threadTs,
    userId: event.user ?? event.bot_id ?? 'unknown',
    droppedEmoji: [],
    isForeign: team !== undefined && team !== place.teamId,
    receivedAt: now.toISOString(),
  };
  const converted = convertRichText(event.blocks) ?? convertMrkdwn(event.text ?? '');
  const isNote = isInternalNote(converted.text) || (converted.mentions && !converted.hasOtherContent);
  if (isNote || (mode !== 'thread' && !wanted)) return { ...base, kind: 'note', text: '' };
  const isBot = event.user === undefined || event.bot_id !== undefined || event.subtype === 'bot_message';
  const heldFor = isBot ? 'bot' : reasonToHold(converted, event.files ?? []);
  if (heldFor !== undefined)
    return { ...base, kind: 'held', heldFor, text: '', length: converted.text.length };
  return { ...base, kind: 'reply', text: converted.text, droppedEmoji: [...converted.droppedEmoji] };
}

function reasonToHold(converted: ConvertedText, files: readonly unknown[]): InboxRow['heldFor'] {
  if (converted.mentions) return 'mention';
  if (files.length > 0) return 'files';
  if (converted.unknown.length > 0) return 'unknown';
  if (converted.text === '') return 'empty';
  return converted.text.length > WHATSAPP_TEXT_LIMIT ? 'tooLong' : undefined;
}

// Slack sends message_changed for link previews too, for our own cards, and for every reply of a deleted thread.
function readChange(event: SlackMessageEvent, place: Place, now: Date): InboxRow | undefined {
  const before = event.previous_message;
  const after = event.subtype === 'message_changed' ? event.message : undefined;
  const ts = before?.ts ?? event.deleted_ts;
  const threadTs = before?.thread_ts;
  if (before === undefined || ts === undefined || threadTs === undefined || threadTs === ts) return undefined;
  if (before.user === place.botUserId || before.bot_id !== undefined) return undefined;
  if (after !== undefined && after.subtype !== 'tombstone' && after.text === before.text) return undefined;
  return {
    kind: after === undefined || after.subtype === 'tombstone' ? 'deleted' : 'edited',
    ts,
    threadTs,
    userId: before.user ?? 'unknown',
    text: '',
    droppedEmoji: [],
    isForeign: false,
    receivedAt: now.toISOString(),
  };
}
