import { readSettings, type SlackBridgeOptions, startSlackBridge } from '@parley/slack-bridge';
import { startSlackEmulator } from '../support/slack-emulator.ts';
import { API_KEY, startConversationGateway } from './conversation-gateway.ts';

/** Faster than Slack allows, so that tests need not wait for its limits. */
const QUICK = { perMinute: 60_000, burst: 100 };
const QUICK_PACES = { post: QUICK, edit: QUICK, react: QUICK, read: QUICK, none: QUICK };

export type Stage = Awaited<ReturnType<typeof startStage>>;

/** A Slack workspace, a gateway and a bridge between them. */
export async function startStage(
  environment: Record<string, string> = {},
  options: Partial<SlackBridgeOptions> = {},
) {
  const slack = await startSlackEmulator();
  const gateway = await startConversationGateway();
  const logged: { fields: object; message: string }[] = [];
  const note = (fields: object, message: string) => void logged.push({ fields, message });
  const env = {
    PARLEY_URL: gateway.url,
    PARLEY_API_KEY: API_KEY,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_CHANNEL_ID: slack.channelId,
    SLACK_PORT: '0',
    SLACK_API_URL: slack.apiUrl,
    ...environment,
  };
  const fatal: unknown[] = [];
  const start = async () => {
    const bridge = await startSlackBridge({
      settings: readSettings(env),
      log: { info: note, warn: note, error: note },
      paces: QUICK_PACES,
      slackTimeoutMs: 400,
      onFatal: (error) => void fatal.push(error),
      settleMs: 50,
      lookAgainMs: 50,
      ...options,
    });
    slack.setTarget(bridge.url);
    return bridge;
  };
  let bridge = await start();
  return {
    slack,
    gateway,
    env,
    logged,
    url: () => bridge.url,
    /** A customer who wrote once, and the thread of the conversation. */
    async customer(name: string | null = 'Erika Muster', text = 'Hallo') {
      const made = gateway.addCustomer(name);
      gateway.receive(made.conversation.id, text);
      const thread = await until(() => threadOf(slack, made.conversation.links));
      await until(() => slack.messages(thread).length > 0);
      return { ...made, thread };
    },
    async restart() {
      await bridge.stop();
      bridge = await start();
    },
    /** What made a bridge give up. */
    fatal,
    startAnother: start,
    stop: () => bridge.stop(),
    start: async () => {
      bridge = await start();
    },
    async close() {
      await bridge.stop();
      await slack.close();
      await gateway.close();
    },
  };
}

function threadOf(
  slack: { teamId: string; channelId: string },
  links: { key: string }[],
): string | undefined {
  const prefix = `${slack.teamId}:${slack.channelId}:`;
  return links.at(-1)?.key.slice(prefix.length);
}

/** Polls until there is something; fails with a clear error when there never is. */
export async function until<Found>(
  look: () => Found | undefined | false | null,
  what = look.toString(),
  withinMs = 8_000,
): Promise<Found> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`It never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** All the text that stands in a message's blocks. */
export function textOf(message: Record<string, unknown>): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        if ((key === 'text' || key === 'url') && typeof inner === 'string') texts.push(inner);
        else walk(inner);
  };
  walk(message.blocks ?? message.text);
  return texts.length > 0 ? texts.join(' ') : String(message.text);
}
