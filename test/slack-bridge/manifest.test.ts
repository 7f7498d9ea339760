import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Stage, startStage, until } from './bridge-stage.ts';
import { windowClosed } from './conversation-gateway.ts';

const manifest = JSON.parse(
  readFileSync(new URL('../../packages/slack-bridge/slack-app-manifest.json', import.meta.url), 'utf8'),
) as {
  features: { shortcuts: { callback_id: string; name: string }[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: Record<'event_subscriptions' | 'interactivity', { request_url: string }>;
};

// https://docs.slack.dev/reference/methods: the scope that each method needs of a bot, for channels of both kinds.
const SCOPES: Record<string, string[]> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'metadata.message:read'],
  'conversations.replies': ['channels:history', 'groups:history', 'metadata.message:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.update': [],
};

test('the manifest asks for the scopes that the bridge uses, and for no others', async () => {
  const stage: Stage = await startStage({ SLACK_REPLY_MODE: 'explicit' });
  const { thread, conversation } = await stage.customer();
  const ts = await stage.slack.say({ text: 'Guten Tag', thread });
  await until(() => stage.slack.reactions(ts).includes('lock'));
  const [shortcut] = manifest.features.shortcuts;
  await stage.slack.useShortcut({ ts, callback: shortcut?.callback_id ?? '' });
  await until(() => stage.gateway.sent().length === 1);
  await until(() => stage.slack.reactions(ts).includes('hourglass_flowing_sand'));
  stage.gateway.setStatus(stage.gateway.sent()[0]?.id ?? '', 'sent');
  await until(() => stage.slack.reactions(ts).includes('white_check_mark'));
  stage.gateway.decideWith(() => windowClosed);
  const again = await stage.slack.say({ text: 'Noch da?', thread });
  await stage.slack.useShortcut({ ts: again, callback: 'parley_send' });
  await until(() => stage.slack.messages(thread).length === 4);
  await stage.slack.pressButton({ ts: thread, action: 'parley_take' });
  await stage.slack.pressButton({ ts: thread, action: 'parley_take' }).catch(() => undefined);
  await until(() => stage.slack.calls.some((call) => call.method === 'chat.update'));
  await stage.slack.pressButton({ ts: thread, action: 'parley_template' });
  await until(() => stage.slack.calls.some((call) => call.method === 'views.update'));
  await stage.slack.remove(thread, stage.slack.botToken);
  stage.gateway.receive(conversation.id, 'Hallo?');
  await until(() => stage.slack.calls.some((call) => call.method === 'chat.delete'));
  const used = new Set(
    stage.slack.calls.filter((call) => call.token === stage.slack.botToken).map((call) => call.method),
  );
  used.delete('views.generateTriggerId');
  expect([...used].filter((method) => !(method in SCOPES))).toEqual([]);
  const needed = new Set([...used].flatMap((method) => SCOPES[method] ?? []));
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...needed].toSorted());
  const paths = [manifest.settings.event_subscriptions, manifest.settings.interactivity].map(
    (setting) => new URL(setting.request_url).pathname,
  );
  expect(paths).toEqual([new URL(stage.url()).pathname, new URL(stage.url()).pathname]);
  await stage.close();
});
