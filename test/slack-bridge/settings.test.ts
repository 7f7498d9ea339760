import { describe, expect, test } from '@jest/globals';
import { readSettings } from '@parley/slack-bridge';

const complete = {
  PARLEY_URL: 'http://127.0.0.1:8080',
  PARLEY_API_KEY: 'key',
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret',
  SLACK_CHANNEL_ID: 'C0123456789',
};

describe('the settings', () => {
  test('have defaults for everything that need not be chosen', () => {
    expect(readSettings(complete)).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      slackApiUrl: 'https://slack.com/api/',
      replyMode: 'thread',
      reactions: { sent: 'white_check_mark', failed: 'x', note: 'lock' },
    });
  });

  test('that are wrong are all named at once, without their values', () => {
    const read = () =>
      readSettings({
        PARLEY_URL: 'gateway',
        SLACK_BOT_TOKEN: 'xoxp-geheim',
        SLACK_CHANNEL_ID: '#support',
        SLACK_PORT: '70000',
        SLACK_REPLY_MODE: 'loud',
        SLACK_REACTIONS: 'sent=ok,done=ok,failed',
        PARLEY_LANGUAGE: 'fr',
        PARLEY_LOG_LEVEL: 'loud',
      });
    expect(read).toThrow(/The Slack bridge can't start/);
    for (const name of [
      'PARLEY_URL',
      'PARLEY_API_KEY: is missing',
      'SLACK_BOT_TOKEN: must begin',
      'SLACK_SIGNING_SECRET',
      'SLACK_CHANNEL_ID',
      'SLACK_PORT',
      'SLACK_REPLY_MODE',
      '"done=ok"',
      '"failed"',
      'PARLEY_LANGUAGE',
      'PARLEY_LOG_LEVEL',
    ])
      expect(read).toThrow(name);
    expect(read).not.toThrow('geheim');
  });

  test('an empty value is as good as none, and an API address gets its slash', () => {
    const settings = readSettings({ ...complete, SLACK_PORT: '', SLACK_API_URL: 'http://127.0.0.1:9/api' });
    expect(settings).toMatchObject({ port: 3000, slackApiUrl: 'http://127.0.0.1:9/api/' });
  });

  test('the emoji of the statuses can be chosen', () => {
    const { reactions } = readSettings({
      ...complete,
      SLACK_REACTIONS: 'sent=outbox_tray, note=see_no_evil',
    });
    expect(reactions).toMatchObject({ sent: 'outbox_tray', note: 'see_no_evil', failed: 'x' });
  });
});
