import { ParleyError } from '@parley/core';
import type { Logger } from './logger.ts';
import type { Place } from './place.ts';
import { isPlaceTrouble, type SlackCalls } from './slack/slack-calls.ts';

/** Asks Slack who we are and looks at the channel. Throws when the token is unknown or the channel is shared. */
export async function findPlace(calls: SlackCalls, channelId: string, log: Logger): Promise<Place> {
  const answer = await calls.call('auth.test', {}, { pace: 'none', patience: 'untilClear' });
  const { team_id: teamId, user_id: botUserId } = answer as { team_id?: string; user_id?: string };
  await checkChannel(calls, channelId, log);
  return { teamId: teamId ?? '', channelId, botUserId: botUserId ?? '' };
}

async function checkChannel(calls: SlackCalls, channelId: string, log: Logger): Promise<void> {
  try {
    const body = { channel: channelId };
    const answer = await calls.call('conversations.info', body, { pace: 'none', patience: 'untilClear' });
    const { channel } = answer as { channel?: { is_ext_shared?: boolean } };
    if (channel?.is_ext_shared !== true) return;
  } catch (error) {
    if (!isPlaceTrouble(error)) throw error;
    // It may be put right while the bridge runs; nothing is lost until then.
    return log.error({ reason: error.reason }, error.message);
  }
  throw new ParleyError(
    'SETTINGS_INVALID',
    'The channel is shared with another organisation, whose people would read what customers write. Set SLACK_CHANNEL_ID to a channel of your own.',
  );
}
