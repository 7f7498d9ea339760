import { ParleyError } from '@parley/core';
import * as z from 'zod';
import { DEFAULT_REACTIONS, type Reactions } from './events/reactions.ts';

/** What happens to a plain reply in a thread: sent, sent only when asked for, or never sent. */
export type ReplyMode = 'thread' | 'explicit' | 'alerts';

/** What the bridge needs to know; read once at the start. */
export type SlackBridgeSettings = {
  readonly gatewayUrl: string;
  readonly gatewayKey: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly channelId: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly slackApiUrl: string;
  readonly replyMode: ReplyMode;
  /** Left out: the business's language, so that every tool says the same sentence. */
  readonly language?: 'de' | 'en';
  readonly reactions: Reactions;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
};

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const required = (what: string) => z.string({ error: `is missing: ${what}` }).min(1, `is missing: ${what}`);

const emojiName = /^[a-z0-9_+'-]{1,100}$/;

const ReactionNames = z.string().transform((text, context): Reactions => {
  const chosen: Record<string, string> = {};
  for (const pair of text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const [status = '', name = ''] = pair.split('=', 2);
    if (status in DEFAULT_REACTIONS && emojiName.test(name)) chosen[status] = name;
    else
      context.addIssue({
        code: 'custom',
        message: `"${pair}" is not status=emoji, where status is one of ${Object.keys(DEFAULT_REACTIONS).join(', ')}`,
      });
  }
  return { ...DEFAULT_REACTIONS, ...chosen };
});

const Environment = z.object({
  PARLEY_URL: required("the gateway's address, such as http://127.0.0.1:8080").pipe(httpUrl),
  PARLEY_API_KEY: required('an API key of the gateway with the scopes named in the README'),
  SLACK_BOT_TOKEN: required('the "Bot User OAuth Token" of the Slack app').startsWith(
    'xoxb-',
    'must begin with xoxb-',
  ),
  SLACK_SIGNING_SECRET: required('the "Signing Secret" under "Basic Information" of the Slack app'),
  SLACK_CHANNEL_ID: required('the id of the channel for the threads, such as C0123456789').regex(
    /^[CG][A-Z0-9]+$/,
    'must be a channel id such as C0123456789, not a name',
  ),
  SLACK_HOST: z.string().min(1).default('127.0.0.1'),
  SLACK_PORT: z.coerce
    .number({ error: 'must be a port from 0 to 65535' })
    .int()
    .min(0)
    .max(65535)
    .default(3000),
  SLACK_API_URL: httpUrl.default('https://slack.com/api/'),
  SLACK_REPLY_MODE: z.enum(['thread', 'explicit', 'alerts']).default('thread'),
  SLACK_REACTIONS: ReactionNames.default(DEFAULT_REACTIONS),
  PARLEY_LANGUAGE: z.enum(['de', 'en']).optional(),
  PARLEY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Reads the settings from the environment; throws one error that names everything that is wrong. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SlackBridgeSettings {
  // An empty value in a .env file means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ParleyError(
      'SETTINGS_INVALID',
      `The Slack bridge can't start. Correct these settings and start it again:\n${faults.join('\n')}`,
    );
  }
  const { data } = result;
  return {
    gatewayUrl: data.PARLEY_URL,
    gatewayKey: data.PARLEY_API_KEY,
    botToken: data.SLACK_BOT_TOKEN,
    signingSecret: data.SLACK_SIGNING_SECRET,
    channelId: data.SLACK_CHANNEL_ID,
    host: data.SLACK_HOST,
    port: data.SLACK_PORT,
    slackApiUrl: data.SLACK_API_URL.endsWith('/') ? data.SLACK_API_URL : `${data.SLACK_API_URL}/`,
    replyMode: data.SLACK_REPLY_MODE,
    ...(data.PARLEY_LANGUAGE ? { language: data.PARLEY_LANGUAGE } : {}),
    reactions: data.SLACK_REACTIONS,
    logLevel: data.PARLEY_LOG_LEVEL,
  };
}
