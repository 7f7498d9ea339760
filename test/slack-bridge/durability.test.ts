import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stage, startStage, textOf, until } from './bridge-stage.ts';
import { windowClosed } from './conversation-gateway.ts';

describe('when something goes wrong on the way', () => {
  let stage: Stage;
  let thread: string;
  let conversationId: string;
  let clockAheadMs = 0;
  beforeEach(async () => {
    clockAheadMs = 0;
    const now = () => new Date(Date.now() + clockAheadMs);
    stage = await startStage({}, { now, placeWaitMs: 50, eventBatch: 5 });
    const made = await stage.customer();
    thread = made.thread;
    conversationId = made.conversation.id;
    await atRest();
  });
  afterEach(async () => {
    expect(stage.slack.faults).toEqual([]);
    await stage.close();
  });

  const atRest = () =>
    until(() => {
      const { value } = stage.gateway.states.get('slack/cursor') ?? {};
      return (value as { cursor?: string })?.cursor === String(stage.gateway.events.length);
    }, 'the cursor is at the end');
  const lines = () => stage.slack.messages(thread).map(textOf);
  const linesWith = (text: string) => lines().filter((line) => line.includes(text));
  const texts = () => stage.gateway.sent().map((message) => (message.content as { text?: string }).text);
  const inboxKeys = () => [...stage.gateway.states.keys()].filter((key) => key.includes('inbox:'));
  const unavailable = {
    answer: {
      status: 503,
      body: { type: 'about:blank', code: 'UNAVAILABLE', title: 'x', status: 503, detail: 'Not now.' },
    },
  };

  test.each(['resetBeforeWork', 'resetAfterWork'] as const)(
    'a reply that could not be kept (%s) is brought again by Slack and goes out once',
    async (fault) => {
      stage.gateway.failNext('putToolState', fault);
      await stage.slack.say({ text: 'Guten Tag', thread });
      await until(() => texts().length === 1 && inboxKeys().length === 0);
      expect(texts()).toEqual(['Guten Tag']);
      expect(
        stage.gateway.callsOf('putToolState').filter((call) => call.params.key?.startsWith('inbox:')).length,
      ).toBeGreaterThan(1);
    },
  );

  test('a reply that Slack brings for the last time in vain is told to its author', async () => {
    for (let count = 0; count < 4; count += 1) stage.gateway.failNext('putToolState', 'resetBeforeWork');
    await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() =>
      stage.slack.ephemerals().some((row) => String(row.text).startsWith('Not sent: the gateway')),
    );
    expect(texts()).toEqual([]);
  });

  test.each(['resetBeforeWork', 'resetAfterWork'] as const)(
    'an answer of the gateway that is lost (%s) neither loses nor doubles a reply',
    async (fault) => {
      stage.gateway.failNext('sendMessage', fault);
      await stage.slack.say({ text: 'Guten Tag', thread });
      await until(() => texts().length === 1 && inboxKeys().length === 0);
      const keys = stage.gateway.callsOf('sendMessage').map((call) => call.headers['idempotency-key']);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(1);
    },
  );

  test('a gateway that stays away is told once, and the reply goes out when it is back', async () => {
    for (let count = 0; count < 2; count += 1) stage.gateway.failNext('sendMessage', unavailable);
    await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.gateway.callsOf('sendMessage').length === 1);
    clockAheadMs = 25_000;
    await until(() => texts().length === 1, 'sent', 12_000);
    expect(linesWith('Your message is kept and goes out by itself')).toHaveLength(1);
  });

  test('what was undone at the stop is done by the next run, once', async () => {
    for (let count = 0; count < 50; count += 1) stage.gateway.failNext('sendMessage', unavailable);
    await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.gateway.callsOf('sendMessage').length > 0);
    await stage.stop();
    expect(inboxKeys()).toHaveLength(1);
    stage.gateway.clearFaults();
    await stage.start();
    await until(() => texts().length === 1 && inboxKeys().length === 0);
  });

  test('a reply that was refused and told is not sent when it comes again after a restart', async () => {
    stage.gateway.decideWith(() => windowClosed);
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => linesWith(windowClosed.reason).length === 1 && inboxKeys().length === 0);
    await stage.restart();
    stage.gateway.decideWith(() => ({ ...windowClosed, verdict: 'send', code: 'SERVICE_REPLY' }));
    await stage.slack.sendEvent({ ts, text: 'Guten Tag' }, thread, { 'x-slack-retry-num': '2' });
    await until(() => inboxKeys().length === 0);
    expect(texts()).toEqual([]);
    expect(linesWith(windowClosed.reason)).toHaveLength(1);
  });

  test.each(['hangAfterDoing', 'http500AfterDoing', 'http500'] as const)(
    'a post to Slack whose answer is unclear (%s) stands there once',
    async (fault) => {
      stage.slack.fail({ method: 'chat.postMessage', fault });
      const message = stage.gateway.receive(conversationId, 'Sind Sie da?');
      await until(() => message.links.length === 1);
      expect(linesWith('Sind Sie da?')).toHaveLength(1);
      expect(message.links[0]?.key.endsWith(String(stage.slack.messages(thread).at(-1)?.ts))).toBe(true);
    },
  );

  test('a card whose post is unclear stands there once', async () => {
    stage.slack.fail({ method: 'chat.postMessage', fault: 'hangAfterDoing' });
    const other = await stage.customer('Max Beispiel');
    expect(stage.slack.roots().map((root) => root.ts)).toEqual([thread, other.thread]);
  });

  test('Slack asks to wait: the bridge waits that long, and then posts once', async () => {
    stage.slack.fail({ method: 'chat.postMessage', fault: 'rateLimited', retryAfterSeconds: 1 });
    const startedAt = Date.now();
    stage.gateway.receive(conversationId, 'Sind Sie da?');
    await until(() => linesWith('Sind Sie da?').length === 1);
    expect(Date.now() - startedAt).toBeGreaterThan(950);
  });

  test('a channel that does not work holds everything until it does, and the log says what to do', async () => {
    stage.slack.fail({ method: 'chat.postMessage', fault: 'error', error: 'not_in_channel', times: 3 });
    for (const text of ['eins', 'zwei']) stage.gateway.receive(conversationId, text);
    await until(() => linesWith('zwei').length === 1);
    expect(linesWith('eins')).toHaveLength(1);
    expect(stage.logged.some(({ message }) => message.includes('Invite the app to the channel'))).toBe(true);
  });

  test('what Slack will never take is named in the thread, and the rest goes on', async () => {
    stage.slack.fail({ method: 'chat.postMessage', fault: 'error', error: 'msg_blocks_too_long' });
    for (const text of ['eins', 'zwei']) stage.gateway.receive(conversationId, text);
    await until(() => linesWith('zwei').length === 1);
    expect(lines()).toContain('A message could not be shown in Slack; it is in the gateway.');
  });

  test('an emoji that the workspace lacks holds up nothing', async () => {
    stage.slack.fail({ method: 'reactions.add', fault: 'error', error: 'invalid_name', times: 5 });
    await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => texts().length === 1);
    stage.gateway.receive(conversationId, 'danach');
    await until(() => linesWith('danach').length === 1);
  });

  test.each(['putMessageLink', 'getConversation', 'listEvents'] as const)(
    'a lost answer of %s posts nothing twice',
    async (operation) => {
      stage.gateway.failNext(
        operation,
        operation === 'putMessageLink' ? 'resetAfterWork' : 'resetBeforeWork',
      );
      const other = await stage.customer('Max Beispiel', 'Moin');
      await until(() => stage.slack.messages(other.thread).length === 1);
      await atRest();
      expect(stage.slack.roots()).toHaveLength(2);
      expect(stage.slack.messages(other.thread)).toHaveLength(1);
    },
  );

  test('events that were shown but not ticked off are not shown again by the next run', async () => {
    stage.gateway.receive(conversationId, 'zwei');
    await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => lines().length === 3 && texts().length === 1);
    await atRest();
    const before = stage.slack.messages(thread).length;
    await stage.stop();
    stage.gateway.states.set('slack/cursor', {
      key: 'cursor',
      value: { cursor: '0' },
      version: 9,
      contactId: null,
    });
    await stage.start();
    await atRest();
    expect(stage.slack.messages(thread)).toHaveLength(before);
    expect(stage.slack.roots()).toHaveLength(1);
  });

  test('marks that Slack holds up do not hold up messages, and a stop amid them loses and doubles nothing', async () => {
    const ts = await stage.slack.say({ text: 'Guten Tag', thread });
    await until(() => stage.slack.reactions(ts).includes('hourglass_flowing_sand'));
    stage.slack.fail({ method: 'reactions.add', fault: 'rateLimited', retryAfterSeconds: 60, times: 9 });
    stage.gateway.setStatus(stage.gateway.sent()[0]?.id ?? '', 'sent');
    await until(() => stage.slack.calls.filter((call) => call.method === 'reactions.add').length === 2);
    const count = 12;
    for (let n = 1; n <= count; n += 1) stage.gateway.receive(conversationId, `Satz ${n}.`);
    await until(() => linesWith(`Satz ${count}.`).length === 1);
    expect(stage.slack.reactions(ts)).toEqual(['hourglass_flowing_sand']);
    await stage.stop();
    stage.slack.clearFaults();
    await stage.start();
    stage.gateway.receive(conversationId, 'danach');
    await until(
      () => linesWith('danach').length === 1 && stage.slack.reactions(ts).join() === 'white_check_mark',
    );
    expect(linesWith('Satz ')).toEqual(
      Array.from({ length: count }, (_, n) => `Erika Muster Satz ${n + 1}.`),
    );
  });

  test('a second bridge on the same gateway makes the first one give way instead of posting twice', async () => {
    const first = stage.fatal;
    const second = await stage.startAnother();
    await atRest();
    stage.gateway.receive(conversationId, 'danach');
    await until(() => first.length === 1);
    expect(String(first[0])).toContain('Another Slack bridge');
    await until(() => linesWith('danach').length >= 1);
    await second.stop();
  });

  test('a cursor that is too old starts from the oldest and says so in the log', async () => {
    const body = { type: 'about:blank', code: 'CURSOR_EXPIRED', title: 'x', status: 410, detail: 'Too old.' };
    await stage.stop();
    stage.gateway.failNext('listEvents', { answer: { status: 410, body } });
    await stage.start();
    stage.gateway.receive(conversationId, 'danach');
    await until(() => linesWith('danach').length === 1);
    expect(stage.logged.some(({ message }) => message.includes('older than 30 days'))).toBe(true);
    expect(linesWith('Hallo')).toHaveLength(1);
  });

  test('secrets, numbers and words of customers are in no log line', async () => {
    stage.slack.fail({ method: 'chat.postMessage', fault: 'http500AfterDoing' });
    stage.slack.fail({ method: 'reactions.add', fault: 'error', error: 'invalid_name' });
    stage.gateway.failNext('sendMessage', 'resetBeforeWork');
    stage.gateway.receive(conversationId, 'Geheimnis');
    await until(() => linesWith('Geheimnis').length === 1);
    await stage.slack.say({ text: 'Vertraulich', thread });
    await until(() => texts().length === 1 && stage.logged.length >= 2);
    const log = JSON.stringify(stage.logged);
    expect(stage.logged.length).toBeGreaterThan(0);
    for (const secret of [
      'Geheimnis',
      'Vertraulich',
      '4915112345678',
      stage.slack.botToken,
      stage.slack.signingSecret,
    ])
      expect(log).not.toContain(secret);
  });
});
