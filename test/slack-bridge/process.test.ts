import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type SlackEmulator, startSlackEmulator } from '../support/slack-emulator.ts';
import { textOf, until } from './bridge-stage.ts';
import { API_KEY, type ConversationGateway, startConversationGateway } from './conversation-gateway.ts';

const CLI = fileURLToPath(new URL('../../packages/slack-bridge/src/cli.ts', import.meta.url));

describe('the process', () => {
  let slack: SlackEmulator;
  let gateway: ConversationGateway;
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    slack = await startSlackEmulator();
    gateway = await startConversationGateway();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await slack.close();
    await gateway.close();
  });

  function spawnBridge(more: Record<string, string> = {}) {
    const child = spawn(
      process.execPath,
      ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning', CLI],
      {
        env: {
          PATH: process.env.PATH,
          PARLEY_URL: gateway.url,
          PARLEY_API_KEY: API_KEY,
          SLACK_BOT_TOKEN: slack.botToken,
          SLACK_SIGNING_SECRET: slack.signingSecret,
          SLACK_CHANNEL_ID: slack.channelId,
          SLACK_PORT: '0',
          SLACK_API_URL: slack.apiUrl,
          ...more,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    children.push(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    return { child, said };
  }

  async function startBridge() {
    const bridge = spawnBridge();
    const url = await until(() => /ready on (\S+) for channel/.exec(bridge.said.out)?.[1], 'ready', 15_000);
    slack.setTarget(url);
    return bridge;
  }

  async function kill(child: ChildProcess) {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  const linesOf = (thread: string) => slack.messages(thread).map(textOf);
  const inboxIsEmpty = () => ![...gateway.states.keys()].some((key) => key.includes('inbox:'));
  const rootOf = (links: { key: string }[]) => links[0]?.key.split(':')[2] ?? '';

  test('killed while Slack takes a post, it neither loses nor doubles it', async () => {
    const { conversation } = gateway.addCustomer('Erika Muster');
    const first = await startBridge();
    slack.fail({ method: 'chat.postMessage', fault: 'hangAfterDoing' });
    const message = gateway.receive(conversation.id, 'Hallo');
    await until(() => slack.roots().length === 1);
    await kill(first.child);
    const second = await startBridge();
    await until(() => message.links.length === 1);
    expect(slack.roots()).toHaveLength(1);
    slack.fail({ method: 'chat.postMessage', fault: 'hangAfterDoing' });
    const next = gateway.receive(conversation.id, 'Sind Sie da?');
    const thread = rootOf(conversation.links);
    await until(() => slack.messages(thread).length === 2);
    await kill(second.child);
    await startBridge();
    await until(() => next.links.length === 1);
    expect(linesOf(thread)).toEqual(['Erika Muster Hallo', 'Erika Muster Sind Sie da?']);
  });

  test('killed after it posted and before the gateway knew, it finds its post again', async () => {
    const { conversation } = gateway.addCustomer('Erika Muster');
    const first = await startBridge();
    gateway.hangAfter('putConversationLink');
    const message = gateway.receive(conversation.id, 'Hallo');
    await until(gateway.isHanging);
    await kill(first.child);
    const second = await startBridge();
    gateway.hangAfter('putMessageLink');
    await until(() => message.links.length === 1);
    const next = gateway.receive(conversation.id, 'Zweite');
    await until(gateway.isHanging);
    await kill(second.child);
    await startBridge();
    await until(() => next.links.length === 1);
    expect(linesOf(rootOf(conversation.links))).toEqual(['Erika Muster Hallo', 'Erika Muster Zweite']);
    expect(slack.roots()).toHaveLength(1);
  });

  test.each([
    ['while a reply is being kept', 'putToolState inbox:'],
    ['while the gateway takes a reply', 'sendMessage'],
    ['before a reply is ticked off', 'deleteToolState inbox:'],
  ])('killed %s, it sends the reply once', async (_, moment) => {
    const { conversation } = gateway.addCustomer('Erika Muster');
    const first = await startBridge();
    gateway.receive(conversation.id, 'Hallo');
    const thread = await until(() => rootOf(conversation.links));
    await until(() => linesOf(thread).length === 1);
    gateway.hangAfter(moment);
    const said = slack.say({ text: 'Guten Tag', thread });
    await until(gateway.isHanging);
    await kill(first.child);
    const ts = await said;
    await startBridge();
    await until(() => gateway.sent().length === 1 && inboxIsEmpty());
    await slack.sendEvent({ ts, text: 'Guten Tag' }, thread, { 'x-slack-retry-num': '3' });
    await until(() => inboxIsEmpty());
    await until(() => slack.reactions(ts).includes('hourglass_flowing_sand'));
    expect(gateway.sent()).toHaveLength(1);
    expect(linesOf(thread)).toHaveLength(2);
  });

  test('waits for a gateway that is not up yet, says so, and ends in order when asked to', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const { child, said } = spawnBridge({ PARLEY_URL: `http://127.0.0.1:${port}` });
    await until(
      () => said.out.includes(`waits for the gateway at http://127.0.0.1:${port}`),
      'waiting',
      15_000,
    );
    const wrongKey = spawnBridge({ PARLEY_API_KEY: 'a-key-that-the-gateway-does-not-know' });
    await until(() => wrongKey.said.out.includes('The API key is missing or unknown'), 'the reason', 15_000);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);

    const running = await startBridge();
    const stopped = once(running.child, 'exit');
    running.child.kill('SIGTERM');
    expect(await stopped).toEqual([0, null]);
    expect(running.said.err).toBe('');
  });

  test('does not start without its settings or with a token that Slack does not know, and says what to do', async () => {
    const wrong = spawnBridge({ SLACK_CHANNEL_ID: '', PARLEY_API_KEY: '' });
    expect(await once(wrong.child, 'exit')).toEqual([1, null]);
    expect(wrong.said.err).toMatch(/PARLEY_API_KEY: is missing[\s\S]*SLACK_CHANNEL_ID: is missing/);
    const unknown = spawnBridge({ SLACK_BOT_TOKEN: 'xoxb-unknown' });
    expect(await once(unknown.child, 'exit')).toEqual([1, null]);
    expect(unknown.said.err).toContain('Check SLACK_BOT_TOKEN');
    expect(unknown.said.err).not.toContain('xoxb-unknown');
    const taken = spawnBridge({ SLACK_PORT: new URL(slack.baseUrl).port });
    expect(await once(taken.child, 'exit')).toEqual([1, null]);
    expect(taken.said.err).toMatch(/cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)/);
    slack.describeChannel({ is_ext_shared: true });
    const shared = spawnBridge();
    expect(await once(shared.child, 'exit')).toEqual([1, null]);
    expect(shared.said.err).toContain('shared with another organisation');
  });
});
